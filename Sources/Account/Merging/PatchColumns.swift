internal import Recipients

/// How the columns of incoming rows map to the columns of the group's segments.
struct PatchColumns {
    /// For each column of the segments from the second on, the source column that it is taken from; -1 for none.
    let sources: [Int]
    /// The source column that holds the addresses.
    let email: Int
    /// For each column of the segments, the address included, whether the source has it.
    let isPresent: [Bool]
    /// The columns of sign-up dates by their headers, if the user assigned any of them elsewhere; nil if not.
    let overridden: SignUpColumns?
    /// The other columns that say who gets mail, used or not.
    let flags: [ColumnAssignment.Flag]
    /// The sign-up columns of the file; read for every row.
    let signUp: SignUpColumns
    /// The time zone of dates without an offset.
    let zone: ZoneRules

    static let registered = 1
    static let activated = 2
    static let deactivated = 3

    /// Whether rows can say that their recipients have left.
    var saysLeaving: Bool { isPresent[Self.deactivated] || flags.contains(where: \.isUsed) }

    /// Whether no column but those of the sign-up dates says who gets mail.
    let saysOnlyDates: Bool

    /// Whether the source says who is active. If not, new recipients are activated now and existing ones keep their
    /// sign-up information.
    var saysSignUp: Bool { isPresent[Self.activated] }

    /// The number of columns of a row in a run: those of the segments. Some rows have one more, a mark; see `RowMark`.
    var count: Int { isPresent.count }

    /// For a file: fields that are new to the group are added to it.
    ///
    /// - Parameter zone: The time zone of the file's dates without an offset.
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

    /// - Parameter targets: The source column for each column of the segments that has one.
    init(
        targets: [Int: Int],
        width: Int,
        overridden: SignUpColumns? = nil,
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
            deactivated: targets[Self.deactivated] ?? -1)
        saysOnlyDates = flags.isEmpty && overridden == nil
    }

    /// The file's columns for registration, activation and unsubscription, if the user has reassigned any of them.
    private static func statedColumns(of assignment: ColumnAssignment) -> SignUpColumns? {
        guard !assignment.overridden.isEmpty else { return nil }
        func column(_ field: Field) -> Int { assignment.overridden[field] ?? assignment.column(of: field) ?? -1 }
        return SignUpColumns(
            registered: column(.registered), activated: column(.activated), deactivated: column(.deactivated))
    }
}

/// The columns of a file's sign-up dates; -1 if there is none.
struct SignUpColumns: BitwiseCopyable {
    let registered: Int
    let activated: Int
    let deactivated: Int
}

extension PatchColumns {
    /// For a restore: fields of the backup that the group no longer has are added to it.
    ///
    /// In the mode `replace`, the group's fields become those of the backup, and the columns of other fields are
    /// cleared: afterwards the group is as it was then.
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
                // A column that no row of the backup fills: it counts as present and empty.
                targets[index + Field.fixed.count] = -1
            }
            manifest.fields.removeAll { !names.contains($0.lowercased()) }
        }
        self.init(targets: targets, width: manifest.segmentColumns.count)
    }
}
