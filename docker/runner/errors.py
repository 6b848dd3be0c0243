"""Why a command could not do its work, for people and, by the exit code, for scripts. The codes are those of sysexits.h."""

WRONG_USE = 64
NO_INPUT = 66
UNAVAILABLE = 69
CANNOT_CREATE = 73
DISK = 74
BUSY = 75
WRONG_SETTING = 78


class CommandError(Exception):
    """Ends the command with the code, each text a line on the standard error."""

    def __init__(self, code, *texts):
        super().__init__("\n".join(texts))
        self.code = code
        self.texts = texts
