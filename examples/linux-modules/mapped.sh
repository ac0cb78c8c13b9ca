./app
