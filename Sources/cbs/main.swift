import Account
import CommandLanguage
import SystemCalls

// Before anything is opened: standard output must never be a file of the store.
guard SystemCalls.reserveStandardDescriptors() else { exit(ExitStatus.failure.rawValue) }
// A reader that has gone is noticed when writing, so that the current work can end in order.
signal(SIGPIPE, SIG_IGN)
// The same for a file that must not grow any further (`ulimit -f`).
signal(SIGXFSZ, SIG_IGN)
Interruption.install()
Account.reportLostFiles(exitStatus: ExitStatus.damaged.rawValue)
exit(CommandLineInterface.run(CommandLine.arguments))
