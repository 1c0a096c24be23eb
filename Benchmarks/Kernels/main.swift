import Glibc

print("later")
