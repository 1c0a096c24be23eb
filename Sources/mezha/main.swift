print("mezha")
