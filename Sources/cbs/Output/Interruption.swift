import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Whether the user pressed Ctrl-C. Statements end in order; a second one ends the program at once.
enum Interruption {
    private static let flag = Atomic(false)

    static var isRequested: Bool { flag.load(ordering: .relaxed) }

    /// Notes an interrupt instead of dying of it.
    static func begin() {
        // The flag must exist before the handler can run.
        flag.store(false, ordering: .relaxed)
        var action = sigaction()
        action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND))
        let handler: @convention(c) (Int32) -> Void = { _ in Interruption.flag.store(true, ordering: .relaxed) }
        #if canImport(Glibc)
            action.__sigaction_handler.sa_handler = handler
        #else
            action.__sigaction_u.__sa_handler = handler
        #endif
        sigaction(SIGINT, &action, nil)
    }

    /// Lets an interrupt end the program, as while it waits for statements.
    static func end() {
        signal(SIGINT, SIG_DFL)
    }
}
