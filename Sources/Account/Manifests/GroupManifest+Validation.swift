internal import Recipients

extension GroupManifest {
    /// The highest number that a group can get.
    static let highestNumber = 10_000_000
    /// The most columns of segments, `email` among them: several times what a spreadsheet can have (16,384) or JSON may
    /// have (20,000).
    static let maximumColumns = 100_000

    /// What is impossible in this manifest, although its checksum is right; nil if it can be relied on.
    ///
    /// After this check, no number overflows in calculations, and every stack consists of known segments.
    var problem: String? {
        guard (1...Self.highestNumber).contains(number) else { return "its number is \(number)" }
        guard (try? GroupName(name))?.text == name else { return "its name is not valid" }
        if let problem = writer?.problem { return problem }
        if let problem = problemOfColumns ?? problemOfSegments ?? problemOfBackups { return problem }
        if let problem = problemOfActivity { return problem }
        if let journal, let problem = journal.problem { return problem }
        return nil
    }

    private var problemOfActivity: String? {
        guard activityFile.isPlausible else { return "its activity file has the number \(activityFile)" }
        guard (activity == nil) == (format == 1) else { return "it does not say how much activity there is" }
        guard let activity else { return nil }
        let isPlausible = activity.bytes.isPlausible && (0...activity.bytes).contains(activity.records)
        return isPlausible ? nil : "it has \(activity.records) records of activity in \(activity.bytes) bytes"
    }

    private var problemOfColumns: String? {
        let all = Set(columns)
        guard all.count == columns.count else { return "it has a column twice" }
        guard columns.count <= Self.maximumColumns else { return "it has \(columns.count) columns" }
        guard Set(fields).count == fields.count else { return "it has a field twice" }
        return fields.first { !all.contains($0) }.map { "it has no column for the field \($0.quoted)" }
    }

    private var problemOfSegments: String? {
        guard nextSegment.isPlausible else { return "its next segment has the number \(nextSegment)" }
        var rows: [Int: Int] = [:]
        for segment in segments {
            guard segment.number > 0, segment.number < nextSegment else {
                return "it has a segment with the number \(segment.number)"
            }
            guard segment.bytes.isPlausible, segment.rows >= 0, segment.rows <= segment.bytes else {
                return "segment \(segment.number) has \(segment.rows) rows in \(segment.bytes) bytes"
            }
            guard rows.updateValue(segment.rows, forKey: segment.number) == nil else {
                return "it has segment \(segment.number) twice"
            }
        }
        for state in states {
            if let problem = state.problem(rows) { return problem }
        }
        return nil
    }

    private var problemOfBackups: String? {
        let all = Set(columns)
        var previous = 0
        for backup in backups {
            guard backup.id > previous, backup.id.isPlausible else {
                return "backup \(backup.id) comes after backup \(previous)"
            }
            previous = backup.id
            guard backup.sequence.isPlausible else { return "backup \(backup.id) has no line in the log" }
            if let undoes = backup.undoes, !(1..<backup.id).contains(undoes) {
                return "backup \(backup.id) takes back backup \(undoes)"
            }
            let fields = backup.fields + (backup.after?.fields ?? [])
            if let field = fields.first(where: { !all.contains($0) }) {
                return "it has no column for the field \(field.quoted) of backup \(backup.id)"
            }
        }
        return expired.first { $0.id < 1 || !$0.id.isPlausible }.map { "it has an expired backup \($0.id)" }
    }
}

extension GroupManifest.State {
    /// - Parameter rows: How many rows each known segment has.
    fileprivate func problem(_ rows: [Int: Int]) -> String? {
        guard Set(segments).count == segments.count else { return "a state has a segment twice" }
        var most = 0
        for segment in segments {
            guard let count = rows[segment] else { return "it lacks segment \(segment)" }
            most += count
        }
        for count in [counts.active, counts.inactive, counts.unsubscribed] where count < 0 || count > most {
            return "a state counts \(count) recipients in \(most) rows"
        }
        return counts.recipients > most ? "a state counts \(counts.recipients) recipients in \(most) rows" : nil
    }
}

extension LogEntry {
    var problem: String? {
        guard sequence.isPlausible, (backup ?? 0).isPlausible else {
            return "its entry of the log has the number \(sequence)"
        }
        guard write.map(RandomDigits.isMade) ?? true else {
            return "its entry of the log does not name the write it belongs to"
        }
        let highest = highestGroup ?? 0
        return (0...GroupManifest.highestNumber).contains(highest)
            ? nil : "its entry of the log knows \(highest) groups"
    }
}

extension AccountManifest {
    /// What is impossible in this manifest, although its checksum is right; nil if it can be relied on.
    var problem: String? {
        guard (1...TimeSpan.longest.seconds).contains(retentionSeconds) else {
            return "it keeps backups for \(retentionSeconds) seconds"
        }
        guard highestBackup.isPlausible else { return "its highest backup is \(highestBackup)" }
        guard (0...GroupManifest.highestNumber).contains(highestGroup) else {
            return "its highest group is \(highestGroup)"
        }
        guard identity.map(RandomDigits.isMade) ?? true else { return "its identity is not valid" }
        if let copy, !copy.epoch.isPlausible || !copy.sequence.isPlausible || !copy.records.isPlausible {
            return "it does not say how it was copied"
        }
        return writer?.problem ?? journal?.problem
    }
}

extension Catalog.Header {
    /// Whether its numbers are possible: new backups and groups are numbered after them.
    var isPlausible: Bool {
        totals.highestBackup.isPlausible && (0...GroupManifest.highestNumber).contains(totals.highestGroup)
            && totals.highestEpoch.isPlausible && (totals.latestChange?.sequence ?? 0).isPlausible
            && log.isPlausible
    }
}

extension LogPosition {
    /// Whether there can be such a place.
    var isPlausible: Bool { bytes.isPlausible && sequence.isPlausible }
}

extension ManifestWriter {
    fileprivate var problem: String? {
        guard epoch.isPlausible else { return "it was written in epoch \(epoch)" }
        return RandomDigits.isMade(write) ? nil : "it does not name the write it belongs to"
    }
}

extension Int {
    /// Whether this can be a number or a size of ours: sums of such numbers do not overflow.
    fileprivate var isPlausible: Bool { (0...(1 << 48)).contains(self) }
}
