"""A party's own people: members and supporters, the organisations they belong to, and the offices they hold.

Facts only, each with its dates; what follows from them is worked out elsewhere. Never the electoral register.
"""
