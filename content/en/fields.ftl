### What every control says.

field-rule-choice = one of { $options }
field-rule-number = a number from { $low } to { $high }
field-rule-switch = true or false
field-state = { $on ->
    [yes] on
   *[no] off
}
field-refused = { $key }={ $value }: must be { $rule }; the page uses { $default }
field-link = Copy link
    .help = Opens this page as you see it, with every setting
