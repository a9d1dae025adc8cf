print("cbs")
