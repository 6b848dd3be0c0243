"""The exit codes of commands, as in sysexits.h, and the exception that carries one with its reason."""

WRONG_USE = 64
NO_INPUT = 66
UNAVAILABLE = 69
CANNOT_CREATE = 73
DISK = 74
BUSY = 75
WRONG_SETTING = 78


class CommandError(Exception):
    """Ends the command with the code, and prints each text as a line on standard error."""

    def __init__(self, code, *texts):
        super().__init__("\n".join(texts))
        self.code = code
        self.texts = texts
