### What stands at a figure that follows its controls.

section-recorded = { $count ->
    [0] Recorded: none with the other settings
   *[other] Recorded: { $options }
}
section-span = { $first } to { $last }
section-changed = { $field } { $shown } instead of { $chosen }
section-other = { $count ->
    [0] **Below stands another setting**: the one before.
   *[other] **Below stands another setting**: { $changed }.
}
section-back = Back to the setting below
