import Account
import SystemCalls

// A reader that has gone is found out when writing, so that what is being done can end in order.
signal(SIGPIPE, SIG_IGN)
Interruption.install()
Account.reportLostFiles()
exit(CommandLineInterface.run(CommandLine.arguments))
