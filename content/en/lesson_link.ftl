### Links that a teacher makes of a page.

lesson-link = Make a lesson link
lesson-link-state = The link opens this page as it stands now. Choose what else your class gets.
lesson-link-hide = Controls to hide
lesson-link-none = none
lesson-link-prompt = What the class is to do
lesson-link-minutes = Minutes
lesson-link-no-time = no limit
lesson-link-embed = Without the menu, to embed in another page
    .help = Paste the link into an iframe of your course page, or open it as it is. The server of the lab must name the site of that page in LAB_EMBEDDED_BY.
lesson-link-hidden = { $count ->
    [one] One control is hidden.
   *[other] { $count } controls are hidden.
}
lesson-link-show = Show all controls
lesson-link-left =
    .many = { $minutes } minutes left
    .last = The last minute
    .over = Time is up.
lesson-link-unknown = The link hides what this page does not have: { $keys }. Nothing else is missing.
lesson-link-refused = “{ $value }” is no number of minutes from 1 to { $most }, so no time is shown.
