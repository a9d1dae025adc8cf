import Recipients

/// What a table gives up to fit into a window.
struct TableConcessions {
    var times: TimeForm
    /// Whether columns without a value are left out.
    var dropsEmpty = false
    /// Whether what all rows have in common is said once.
    var saysSingle = false
    /// Whether it is left out which backups are of deleted groups. When a group was deleted is a time of day.
    var dropsDeleted = false
    /// Whether columns are left out whose values have parts.
    var dropsLists = false
    /// The names of other columns that are left out.
    var names: Set<String> = []
    /// How narrow texts may be made, in cells; nil to leave them whole.
    var leastText: Int?
    /// Whether headings may be cut.
    var cutsHeadings = false

    /// What is left out where cut texts would tell too little, the first of them first: never what an own field of
    /// recipients holds, but what the account says of its groups, backups and changes.
    private static let details: [Set<String>] = [
        ["bytes"], ["active", "inactive", "unsubscribed"], ["note"], ["recipients"], ["file"], ["undone"],
    ]

    func leavesOut(_ column: TableColumn) -> Bool {
        names.contains(column.name) || dropsLists && column.kind == .list
            || dropsDeleted && column.name == "deleted" && column.isSwitch
    }

    /// What is given up first, and then what besides. Never an address, an id or a time of day.
    ///
    /// - Parameters:
    ///   - isSingle: Whether there is one row only, which is better off as a record than with anything missing.
    ///   - keepsColumns: Whether no column may be left out.
    ///   - display: How instants are told.
    static func inOrder(isSingle: Bool, keepsColumns: Bool, _ display: TimeDisplay) -> [TableConcessions] {
        var given = TableConcessions(times: display.form)
        var order: [TableConcessions] = []
        func give(_ change: (inout TableConcessions) -> Void) {
            change(&given)
            order.append(given)
        }
        // What is told besides a time goes first.
        if display.now != nil { order.append(TableConcessions(times: .words)) }
        order.append(given)
        if !keepsColumns {
            give { $0.dropsEmpty = true }
            if !isSingle {
                give { $0.saysSingle = true }
                give { $0.names.insert("expires") }
                give { $0.dropsDeleted = true }
            }
        }
        if isSingle { return order }
        give { $0.leastText = 16 }
        give { $0.times = .minutes }
        give { $0.cutsHeadings = true }
        if !keepsColumns {
            give { $0.dropsLists = true }
            give { $0.leastText = 12 }
            for names in details { give { $0.names.formUnion(names) } }
        }
        give { $0.leastText = 8 }
        return order
    }
}
