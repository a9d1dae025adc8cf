internal import Recipients

/// How the columns of what comes in go to the columns of the group's segments.
struct PatchColumns {
    /// For each column of the segments from the second on, the column of the source that it is taken from; -1 for none.
    let sources: [Int]
    /// The source's column with the addresses.
    let email: Int
    /// Which columns of the segments, the address included, the source has.
    let isPresent: [Bool]
    /// Columns of the source that hold sign-up information by their headers but that the user assigned elsewhere, by
    /// `registered`, `activated`, `deactivated`; nil if there are none.
    let overridden: [Int]?
    /// The other columns that say who gets mail, used or not.
    let flags: [ColumnAssignment.Flag]
    /// What every row is asked.
    let signUp: SignUpColumns
    /// What dates without an offset are in.
    let zone: ZoneRules

    static let registered = 1
    static let activated = 2
    static let deactivated = 3

    /// Whether a row may say that its recipient has left.
    var saysLeaving: Bool { isPresent[Self.deactivated] || flags.contains(where: \.isUsed) }

    /// Whether the source says who is active. Otherwise new recipients are activated now and existing ones keep their
    /// sign-up information.
    var saysSignUp: Bool { isPresent[Self.activated] }

    /// The columns of a row in a run: those of the segments. One more marks some rows; see `RowMark`.
    var count: Int { isPresent.count }

    /// For a file: its own fields are added to the group's where they are new.
    ///
    /// - Parameter zone: What the file's dates without an offset are in.
    init(_ assignment: ColumnAssignment, in zone: ZoneRules, into manifest: inout GroupManifest) {
        var targets: [Int: Int] = [:]
        var places = FieldPlaces(manifest)
        for (column, field) in assignment.fields.enumerated() {
            guard let field else { continue }
            if case .own(let name) = field {
                targets[places.column(of: name, in: &manifest)] = column
            } else if let fixed = Field.fixed.firstIndex(of: field) {
                targets[fixed] = column
            }
        }
        self.init(
            targets: targets, width: manifest.segmentColumns.count,
            overridden: Self.statedColumns(of: assignment), flags: assignment.flags, zone: zone)
    }

    /// - Parameter targets: For columns of the segments, the columns of the source.
    init(
        targets: [Int: Int],
        width: Int,
        overridden: [Int]? = nil,
        flags: [ColumnAssignment.Flag] = [],
        zone: ZoneRules = .utc
    ) {
        email = targets[0] ?? 0
        sources = (1..<width).map { targets[$0] ?? -1 }
        isPresent = (0..<width).map { targets[$0] != nil }
        self.overridden = overridden
        self.flags = flags
        self.zone = zone
        signUp = SignUpColumns(
            registered: targets[Self.registered] ?? -1, activated: targets[Self.activated] ?? -1,
            deactivated: targets[Self.deactivated] ?? -1,
            areAll: flags.isEmpty && overridden == nil)
    }

    /// Where the file states registration, activation and unsubscription, if the user has taken any of these away.
    private static func statedColumns(of assignment: ColumnAssignment) -> [Int]? {
        guard !assignment.overridden.isEmpty else { return nil }
        return Field.signUp.map { assignment.overridden[$0] ?? assignment.column(of: $0) ?? -1 }
    }
}

/// Where a file's sign-up dates stand; -1 for nowhere.
struct SignUpColumns: BitwiseCopyable {
    let registered: Int
    let activated: Int
    let deactivated: Int
    /// Whether no other column says anything about who gets mail.
    let areAll: Bool
}

extension PatchColumns {
    /// For a restore: the fields that the backup had are added to the group's where it has them no more.
    ///
    /// In the mode `replace` the group's fields become those of the backup, and the columns of the others are cleared: what
    /// is there afterwards is what was there then.
    ///
    /// - Parameter only: The fields that are brought back; nil for all.
    init(
        _ plan: RestorePlan,
        _ request: RestoreRequest,
        only: OnlyFields?,
        into manifest: inout GroupManifest
    ) {
        let fixed = (only?.includesSignUp ?? true) ? Field.fixed.indices : 0..<1
        var targets = Dictionary(uniqueKeysWithValues: fixed.map { ($0, $0) })
        for field in plan.fields where only?.contains(field) ?? true {
            if manifest.column(ofField: field) == nil { manifest.addField(field) }
            let source = plan.origin.columns.firstIndex(of: field).map { $0 + Field.fixed.count }
            if let target = manifest.column(ofField: field) { targets[target] = source }
        }
        if request.mode.removesOthers, request.emptyCells == .clear {
            let names = Set(plan.fields.map { $0.lowercased() })
            for (index, column) in manifest.columns.enumerated() where !names.contains(column.lowercased()) {
                // A column that no row of the backup fills, so that it counts as there and empty.
                targets[index + Field.fixed.count] = -1
            }
            manifest.fields.removeAll { !names.contains($0.lowercased()) }
        }
        self.init(targets: targets, width: manifest.segmentColumns.count)
    }
}
