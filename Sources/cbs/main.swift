import Account
import CommandLanguage
import SystemCalls

// Before anything is opened: no file of a store may become standard output.
guard SystemCalls.reserveStandardDescriptors() else { exit(ExitStatus.failure.rawValue) }
// A reader that has gone is found out when writing, so that what is being done can end in order.
signal(SIGPIPE, SIG_IGN)
// So is a file that may not grow any further (`ulimit -f`).
signal(SIGXFSZ, SIG_IGN)
Interruption.install()
Account.reportLostFiles()
exit(CommandLineInterface.run(CommandLine.arguments))
