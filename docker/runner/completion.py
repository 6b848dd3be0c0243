"""Prints the shell code that completes `./ticker`: `. <(./ticker completion bash)`, or `zsh`."""

from runner.errors import WRONG_USE, CommandError

PROGRAMS = "postgres boot exchange exchange-gateway sandbox ingester aggregator json-generator graphql-server event-publisher webhook-sender archiver db-cleaner nginx supervisord"

# Words that may follow each command.
WORDS = {
    "demo": "--detach",
    "up": "--detach",
    "down": "",
    "status": "",
    "logs": PROGRAMS,
    "reload": "",
    "clean": "",
    "rebuild": "",
    "backfill": "--from --to",
    "rejected": "list show acknowledge",
    "account": "create list disable enable key quota invite subscriptions subscription deliveries audit",
    "backup": "--demo",
    "restore": "--demo",
    "archive": "list verify export restore",
    "test": "--long --soak",
    "bench": "backfill ingest market-summary candles archive freshness scale assets fanout webhooks traces json-http graphql-http graphql-markets rest-http start exchange-engine exchange-orders --scale --minutes",
    "loadtest": "--users --rate --duration --streams --gateways --address",
    "image": "--run",
    "engine": "",
    "doctor": "",
    "completion": "bash zsh",
    "help": "",
    "--version": "",
}

BASH = """\
_ticker() {
    local word=${COMP_WORDS[COMP_CWORD]} words
    if [ "$COMP_CWORD" = 1 ]; then
        words="%(commands)s"
    else
        case ${COMP_WORDS[1]} in
%(cases)s
        *) words="" ;;
        esac
    fi
    COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -F _ticker ticker ./ticker
"""

ZSH = """\
#compdef ticker
_ticker() {
    if (( CURRENT == 2 )); then
        compadd -- %(commands)s
        return
    fi
    case ${words[2]} in
%(cases)s
    esac
}
compdef _ticker ticker ./ticker
"""


def show(arguments):
    if arguments not in (["bash"], ["zsh"]):
        raise CommandError(WRONG_USE, "completion takes bash or zsh, found '%s'" % " ".join(arguments))
    shell = arguments[0]
    one = '        %s) words="%s" ;;' if shell == "bash" else "    %s) compadd -- %s ;;"
    cases = "\n".join(one % (command, words) for command, words in WORDS.items() if words)
    print((BASH if shell == "bash" else ZSH) % {"commands": " ".join(WORDS), "cases": cases}, end="")
