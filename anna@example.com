(email: "anna@example.com", places: 1 row, history: 1 row, activity: 0 rows, find: 1 row)
