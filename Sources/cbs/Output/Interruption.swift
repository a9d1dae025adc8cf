import Account
import CommandLanguage
import Synchronization
import SystemCalls

/// Whether the user has pressed Ctrl-C. While statements run, the first one lets them end in order and a second one
/// ends the program at once, unless a pager is open; while the program waits for statements, the first one ends it.
enum Interruption {
    private static let isRunning = Atomic(false)
    private static let flag = Atomic(false)
    private static let keepsSession = Atomic(false)
    private static let isPaging = Atomic(false)

    static var isRequested: Bool { flag.load(ordering: .relaxed) }

    /// Installs the handler; the program is waiting.
    static func install() {
        // What the handler uses must exist before it can run.
        end()
        Account.prepareToEndProgram()
        let handler: @convention(c) (Int32) -> Void = { _ in
            if Interruption.keepsSession.load(ordering: .relaxed) || Interruption.isPaging.load(ordering: .relaxed) {
                return Interruption.flag.store(true, ordering: .relaxed)
            }
            let isFirst = !Interruption.flag.exchange(true, ordering: .relaxed)
            if !isFirst || !Interruption.isRunning.load(ordering: .relaxed) {
                Account.endProgram(status: ExitStatus.interrupted.rawValue)
            }
        }
        var action = sigaction()
        action.handler = handler
        sigaction(SIGINT, &action, nil)
        SystemCalls.unblock(SIGINT)
    }

    /// From now on, Ctrl-C never ends the program: a person is typing, and may mean the next line.
    static func keepSession() {
        keepsSession.store(true, ordering: .relaxed)
    }

    /// A pager has the terminal and its keys from now on: Ctrl-C only lets the statements end.
    static func beginPaging() {
        isPaging.store(true, ordering: .relaxed)
    }

    /// The pager has gone.
    static func endPaging() {
        isPaging.store(false, ordering: .relaxed)
    }

    /// Statements run from now on.
    static func begin() {
        // At a prompt, it may have been pressed just after Enter.
        if !keepsSession.load(ordering: .relaxed) { flag.store(false, ordering: .relaxed) }
        isRunning.store(true, ordering: .relaxed)
    }

    /// The program waits from now on.
    static func end() {
        isRunning.store(false, ordering: .relaxed)
        flag.store(false, ordering: .relaxed)
    }
}
