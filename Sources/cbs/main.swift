import Account

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

// A reader that has gone is found out when writing, so that what is being done can end in order.
signal(SIGPIPE, SIG_IGN)
Interruption.install()
Account.reportLostFiles()
// Swift finds the arguments with the help of /proc. Without them a program must not seem to have been called without any:
// it would work on another store than it was told to.
guard CommandLine.arguments.first?.isEmpty == false else {
    let problem = "error[storage]: the system does not tell the arguments: is /proc there?\n"
    _ = write(STDERR_FILENO, problem, problem.utf8.count)
    exit(1)
}
exit(CommandLineInterface.run(Array(CommandLine.arguments.dropFirst())))
