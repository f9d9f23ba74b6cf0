"""What people and the clock can do, one function a thing: session first, then who acts.

Actions know no HTTP. They refuse by raising `service.messages.Refused` or a subclass.
"""
