internal import CommandLanguage
internal import Recipients

extension CommandRunner {
    /// The part of the statement that a failure is about; the whole statement if it is about no part, or about one that
    /// is left out.
    func place(of failure: Failure) -> SourceRange {
        failure.subject.flatMap(part) ?? call.range
    }

    private func part(_ subject: Subject) -> SourceRange? {
        switch subject {
        case .group: (call[.group] ?? call[.newName])?.range ?? reference?.range
        case .newName: (call[.newName] ?? call[.group])?.range
        case .newField(let index): name(index, of: .fields)
        case .onlyField(let index): name(index, of: .only)
        case .backup: (reference?.range ?? call[.id]?.range) ?? call[.group]?.range
        case .firstState: call.reference(.left)?.range
        case .secondState: call.reference(.right)?.range
        case .condition(let bytes): SourceRange(bytes.lowerBound, bytes.upperBound)
        case .email: call[.email]?.range
        case .assignedField(let index): assignment(index)?.name.range
        case .assignedValue(let index): assignment(index)?.value.range
        case .input: call[.input]?.range
        case .sheet: call.option(.sheet)?.argument?.range
        case .delimiter: call.option(.delimiter)?.argument?.range
        case .encoding: call.option(.encoding)?.argument?.range
        case .mappedColumn(let index): mapping(index)?.column.range
        case .mappedField(let index): mapping(index)?.field?.range
        case .rejects: call.option(.rejects)?.argument?.range
        case .output: call[.file]?.range
        case .note: call.option(.note)?.argument?.range
        case .instant: call[.instant]?.range
        case .duration: call[.duration]?.range
        case .timeZone: call[.timeZone]?.range
        }
    }

    private var reference: StateReference? {
        call.reference(.source) ?? call.reference(.backup)
    }

    private func assignment(_ index: Int) -> Assignment? {
        call.assignments.indices.contains(index) ? call.assignments[index] : nil
    }

    private func mapping(_ index: Int) -> (column: Argument, field: Argument?)? {
        let uses = call.options(.map)
        guard uses.indices.contains(index), case .mapping(let column, let field) = uses[index].value else { return nil }
        return (column, field)
    }

    /// The argument of an option that holds the name with this index; an argument that is a list holds several names.
    private func name(_ index: Int, of option: OptionName) -> SourceRange? {
        guard let fields = try? names(of: option), fields.indices.contains(index) else { return nil }
        return fields[index].argument.range
    }
}
