"""The blocks that a page of the microscope is stacked from: each knows its height, paints itself, says which
numbers can be opened, and can be read as text. They get arrays and words; others know what a click means.
"""
