### Under every chart.

chart-table = As a table
chart-table-place = Where
