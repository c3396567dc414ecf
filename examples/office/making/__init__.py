"""How the example office is made: people, a book of registers, stories that show the clauses, and everyday life."""
