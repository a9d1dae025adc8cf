internal import Recipients
internal import SystemCalls

/// What can be wrong with a user's file.
enum FileProblem {
    // MARK: Reading

    case cannotRead(String, SystemError)
    /// The file is something else, such as a folder or a device; in words.
    case notARegularFile(String, kind: String)
    case changedWhileRead(String)

    // MARK: Writing

    /// The file would be inside the folder of a store.
    case withinStore(String, store: String, OutputRole)
    case alreadyThere(String, OutputRole)
    /// There is something other than a regular file, which is never replaced.
    case cannotBeReplaced(String, OutputRole)
    /// The operation as it follows "cannot"; the system does not always give a reason.
    case cannotWrite(String, operation: String = "write", SystemError?, OutputRole)

    var failure: Failure {
        switch self {
        case .cannotRead(let path, let error):
            Failure(
                .unreadableFile, "cannot read \(path.quoted): \(error.message)", help: error.help, about: .input)
        case .notARegularFile(let path, let kind):
            Failure(
                .unreadableFile, "\(path.quoted) is \(kind), not a regular file",
                help: "name a file; only \"import\" reads a pipe, with \"-\"", about: .input)
        case .changedWhileRead(let path):
            Failure(
                .unreadableFile, "\(path.quoted) was changed while it was being read",
                help: "import it once it is complete",
                about: .input)
        case .withinStore(let path, let store, let role):
            Failure(
                .invalidValue, "\(path.quoted) is inside the store \(store.quoted)",
                help: "name a file outside any store", about: role.subject)
        case .alreadyThere(let path, let role):
            Failure(.fileExists, "\(path.quoted) already exists", help: role.wayOut, about: role.subject)
        case .cannotBeReplaced(let path, let role):
            Failure(
                .fileExists, "\(path.quoted) already exists and is not a regular file",
                help: role == .export ? nil : role.wayOut, about: role.subject)
        case .cannotWrite(let name, let operation, let error, let role):
            Failure(
                .storage, "cannot \(operation) \(name.quoted)\(error.map { ": \($0.message)" } ?? "")",
                about: role.subject)
        }
    }
}

extension OutputRole {
    /// The part of the command that names such a file.
    var subject: Subject { self == .rejects ? .rejects : .output }

    /// What to do about a file that already exists.
    fileprivate var wayOut: String? {
        switch self {
        case .export: "--overwrite replaces it"
        case .rejects: "name another file: --rejects never overwrites one"
        case .document: nil
        }
    }
}

extension SystemError {
    /// Advice for a file that cannot be read; nil if the error suggests none.
    fileprivate var help: String? {
        switch number {
        case ENOENT, ENOTDIR:
            "check the name: in a script it is relative to the script's folder, otherwise to the working directory"
        case EACCES, EPERM: "check its permissions"
        default: nil
        }
    }
}
