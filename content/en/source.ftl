### Source code on a page.

source-name = { $language ->
    [python] Source code, Python
    [json] Source code, JSON
   *[diff] Source code, differences
}
source-copy = Copy
source-copied = Copied
