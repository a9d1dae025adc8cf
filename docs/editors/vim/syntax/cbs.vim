" Vim syntax file
" Language:  cbs, the contact backup shell
" Written by Scripts/generate-docs from docs/editors/templates/cbs.vim and the command table; edit these.

if exists('b:current_syntax')
  finish
endif
let s:cpo_save = &cpo
set cpo&vim

syn case ignore
syn sync fromstart
" The characters of a word: not white space and none of "';{}(),=<>!$
syn iskeyword 35,37-38,42-43,45-58,63-122,124,126,128-132,134-159,161-255

" Words are always consumed whole, so outside of an item that takes a whole statement a word begins one.
syn match cbsWord /\k\+/
syn match cbsField contained /\k\+/
syn match cbsAssignment contained /\k\+\ze\s*=/
syn match cbsOperator /!\~\|[!=<>]=\|[=<>]/
syn match cbsOperator /\<[-+*\/~]\>/
syn keyword cbsOperatorWord and or not in
syn keyword cbsLiteral true false none
syn match cbsFunction /\<\%(count\|exists\|first\|last\|now\|today\|day\|date\|number\|text\|lower\|upper\|trim\|length\|replace\|split\|join\|default\|field\|sum\|min\|max\)\>\ze\s*(/
syn match cbsFunction /\<\%(count\|exists\|first\|last\|sum\|min\|max\)\>\ze\s*(/ nextgroup=cbsParentheses skipwhite
syn match cbsNumber /\<-\=\d\+\%(\.\d\+\)\=\%(e[-+]\=\d\+\)\=\>/
syn match cbsDuration /\<\d\+\%([smhdw]\|\s\+\%(second\|seconds\|minute\|minutes\|hour\|hours\|day\|days\|week\|weeks\)\)\>/
syn match cbsInstant /\<\%(\d\{4}-\d\d-\d\d\|\d\{1,2}\.\d\{1,2}\.\d\{4}\)\%(T\d\d:\d\d\%(:\d\d\%(\.\d\+\)\=\)\=\%(Z\|[-+]\d\d:\=\d\d\)\=\)\=\>/
syn match cbsVariable /\$\%(\h\|[^\x01-\x7f]\)\%(\w\|[^\x01-\x7f]\)*\%(\.\%(\h\|[^\x01-\x7f]\)\%(\w\|[^\x01-\x7f]\)*\)*/
syn match cbsMember /)\@1<=\%(\.\%(\h\|[^\x01-\x7f]\)\%(\w\|[^\x01-\x7f]\)*\)\+/
syn match cbsContinuation /\\$/
syn match cbsComment /#.*/ contains=cbsTodo,@Spell
syn keyword cbsTodo contained TODO FIXME XXX

syn region cbsText extend start=/"/ end=/"/ contains=cbsBadEscape,cbsEscape,cbsInterpolation
syn region cbsText extend start=/'/ end=/'/
syn match cbsBadEscape contained /\\./
syn match cbsEscape contained /\\["\\ntr$]\|\\u{\x\{1,8}}\|\\$/
syn match cbsInterpolation contained /\${\%(\h\|[^\x01-\x7f]\)\%(\w\|[^\x01-\x7f]\)*\%(\.\%(\h\|[^\x01-\x7f]\)\%(\w\|[^\x01-\x7f]\)*\)*}\|\$\%(\h\|[^\x01-\x7f]\)\%(\w\|[^\x01-\x7f]\)*\%(\.\%(\h\|[^\x01-\x7f]\)\%(\w\|[^\x01-\x7f]\)*\)\=/

syn cluster cbsTrivia contains=cbsComment,cbsContinuation
syn cluster cbsValue contains=cbsHeredocMark,cbsText,cbsVariable,cbsMember,cbsLiteral,cbsNumber,cbsDuration,cbsInstant,cbsFunction,cbsOperator,cbsOperatorWord,cbsRecord,cbsHeredoc,cbsParentheses,@cbsTrivia
syn cluster cbsArgument contains=cbsHeredocMark,cbsText,cbsVariable,cbsNumber,cbsDuration,cbsInstant,cbsHeredoc,cbsParentheses,cbsWord,@cbsTrivia

syn region cbsParentheses extend matchgroup=cbsDelimiter start=/(/ end=/)/ end=/[;{}]/me=s-1 contains=@cbsValue,cbsInnerQuery,cbsWord
syn region cbsRecord extend matchgroup=cbsDelimiter start=/(\ze\s*\<\%(group\|backup\|latest\|recipient\)\>\s\+\%(\%(and\|or\|not\|in\|[-~+*\/]\)\>\)\@![^ \t=<>!,)]/ end=/)/ end=/[;{}]/me=s-1 contains=@cbsArgument,cbsReferenceKeyword
syn keyword cbsReferenceKeyword contained of group groups latest backup recipient as

" Statements
syn keyword cbsControl print try rehearse
" Keywords go before matches, and these begin longer ones.
syn match cbsControl /\<\%(let\|param\|for\)\>/
syn keyword cbsConditional if else
syn match cbsDeclaration /\<\%(let\|param\)\s\+\%(\h\|[^\x01-\x7f]\)\%(\w\|[^\x01-\x7f]\)*\>/ contains=cbsControl
syn match cbsLoop /\<for\s\+\%(\h\|[^\x01-\x7f]\)\%(\w\|[^\x01-\x7f]\)*\s\+in\>/ contains=cbsControl,cbsIn
syn keyword cbsIn contained in
syn region cbsArguments matchgroup=cbsControl start=/\<\%(include\|scenario\|skip\)\>/ keepend skip=/\\$/ end=/$/ end=/[;{}]/me=s-1 contains=@cbsArgument
syn match cbsExpect /\<expect\>\%(\s\+output\>\)\=/
syn region cbsExpectedError matchgroup=cbsExpect start=/\<expect\s\+error\>/ keepend skip=/\\$/ end=/$/ end=/[;{}]/me=s-1 contains=cbsErrorCode,cbsMatching,@cbsArgument
syn keyword cbsMatching contained matching
syn keyword cbsErrorCode contained syntax unknown-command unknown-option unknown-variable unknown-field unknown-column type-mismatch unknown-group duplicate-group unknown-backup expired-backup unknown-recipient duplicate-recipient invalid-name invalid-email invalid-value missing-email-column malformed-file unreadable-file file-exists consent read-only locked damaged storage clock-not-simulated clock-backwards expectation cancelled outcome-unknown suspicious usage

" Queries
syn region cbsQuery matchgroup=cbsRows start=/\<\%(groups\|deleted\|backups\|recipients\|changes\|find\|rows\|fields\|activity\|log\)\>/ keepend skip=/\\$/ end=/$/ end=/[;{}]/me=s-1 contains=cbsCondition,@cbsClause,@cbsArgument
syn cluster cbsClause contains=cbsSort,cbsQueryKeyword,cbsQueryOption,cbsReferenceKeyword
syn keyword cbsQueryKeyword contained limit to
syn match cbsQueryOption contained /\<--sheet\>/
syn match cbsQueryOption contained /\<--delimiter\>/
syn match cbsQueryOption contained /\<--encoding\>/
syn match cbsQueryOption contained /\<--as\>/ nextgroup=cbsQueryOptionAs skipwhite
syn match cbsQueryOptionAs contained /\%(=\s*\)\=\<\%(csv\|tsv\|json\|jsonl\|lines\)\>/
hi def link cbsQueryOptionAs cbsChoice
syn match cbsQueryOption contained /\<--overwrite\>/
syn match cbsQueryOption contained /\<--format\>/ nextgroup=cbsQueryOptionFormat skipwhite
syn match cbsQueryOptionFormat contained /\%(=\s*\)\=\<\%(csv\|tsv\|json\|jsonl\)\>/
hi def link cbsQueryOptionFormat cbsChoice
syn match cbsSort contained /\<\%(\%(sort\|count\)\s\+by\|show\)\>/ nextgroup=cbsKey skipwhite
syn match cbsKey contained /\k\+/ nextgroup=cbsDirection,cbsKeyComma skipwhite
syn keyword cbsDirection contained asc desc nextgroup=cbsKeyComma skipwhite
syn match cbsKeyComma contained /,/ nextgroup=cbsKey skipwhite
syn region cbsCondition contained matchgroup=cbsQueryKeyword start=/\<where\>/ keepend skip=/\\$/ end=/$/ end=/[;{}]/me=s-1 end=/--/me=s-1 end=/\<\%(sort\|count\)\s\+by\>/me=s-1 end=/\<\%(limit\|show\|to\)\s\+\%(\%(and\|or\|not\|in\|[-~+*\/]\)\>\)\@![^ \t=<>!,)]/me=s-1 contains=cbsField,cbsMembership,cbsFieldParentheses,@cbsFieldValue
" In parentheses lines end nothing.
syn region cbsInnerCondition contained matchgroup=cbsQueryKeyword start=/\<where\>/ end=/[;{}),]/me=s-1 end=/--/me=s-1 end=/\<\%(sort\|count\)\s\+by\>/me=s-1 end=/\<\%(limit\|show\|to\)\s\+\%(\%(and\|or\|not\|in\|[-~+*\/]\)\>\)\@![^ \t=<>!,)]/me=s-1 contains=cbsField,cbsMembership,cbsFieldParentheses,@cbsFieldValue
syn cluster cbsFieldValue contains=cbsText,cbsVariable,cbsMember,cbsLiteral,cbsNumber,cbsDuration,cbsInstant,cbsFunction,cbsOperator,cbsOperatorWord,cbsRecord,cbsHeredoc,@cbsTrivia
syn region cbsFieldParentheses extend contained matchgroup=cbsDelimiter start=/(/ end=/)/ end=/[;{}]/me=s-1 contains=cbsField,cbsMembership,cbsFieldQuery,cbsFieldParentheses,cbsRecord,@cbsFieldValue
syn region cbsInnerQuery contained matchgroup=cbsRows start=/\<\%(groups\|deleted\|backups\|recipients\|changes\|find\|rows\|fields\|activity\|log\)\>/ end=/[;{}),]/me=s-1 contains=cbsInnerCondition,@cbsClause,@cbsArgument
syn region cbsFieldQuery contained matchgroup=cbsRows start=/\<\%(groups\|deleted\|backups\|recipients\|changes\|find\|rows\|fields\|activity\|log\)\>\ze\s\+\%(groups\|of\|where\|count\|sort\|limit\|show\)\>/ end=/[;{}),]/me=s-1 contains=cbsInnerCondition,@cbsClause,@cbsArgument
syn region cbsMembership extend contained matchgroup=cbsOperatorWord start=/\<in\s\+(\ze\s*\%(groups\|deleted\|backups\|recipients\|changes\|find\|rows\|fields\|activity\|log\)\s*)/ end=/)/ contains=cbsInnerQuery

" Commands
syn match cbsCreateGroupStatementOption contained /\<--fields\>/
hi def link cbsCreateGroupStatementOption cbsOption
syn region cbsCreateGroupStatement matchgroup=cbsCommand start=/\<create\_s\+group\>/ keepend skip=/\\$/ end=/$/ end=/[;{}]/me=s-1 contains=@cbsArgument,cbsCreateGroupStatementOption
syn keyword cbsRenameGroupStatementKeyword contained to
hi def link cbsRenameGroupStatementKeyword cbsKeyword
syn region cbsRenameGroupStatement matchgroup=cbsCommand start=/\<rename\_s\+group\>/ keepend skip=/\\$/ end=/$/ end=/[;{}]/me=s-1 contains=@cbsArgument,cbsRenameGroupStatementKeyword
syn keyword cbsDeleteGroupStatementKeyword contained via
hi def link cbsDeleteGroupStatementKeyword cbsKeyword
syn match cbsDeleteGroupStatementOption contained /\<--note\>/
hi def link cbsDeleteGroupStatementOption cbsOption
syn region cbsDeleteGroupStatement matchgroup=cbsCommand start=/\<delete\_s\+group\>/ keepend skip=/\\$/ end=/$/ end=/[;{}]/me=s-1 contains=@cbsArgument,cbsDeleteGroupStatementKeyword,cbsDeleteGroupStatementOption
syn region cbsShowGroupStatement matchgroup=cbsCommand start=/\<show\_s\+group\>/ keepend skip=/\\$/ end=/$/ end=/[;{}]/me=s-1 contains=@cbsArgument
syn keyword cbsCompareStatementKeyword contained backup latest of group as with limit
hi def link cbsCompareStatementKeyword cbsKeyword
syn region cbsCompareStatement matchgroup=cbsCommand start=/\<compare\>/ keepend skip=/\\$/ end=/$/ end=/[;{}]/me=s-1 contains=@cbsArgument,cbsCompareStatementKeyword,cbsCondition
syn keyword cbsImportStatementKeyword contained into new group via
hi def link cbsImportStatementKeyword cbsKeyword
syn match cbsImportStatementOption contained /\<--mode\>/ nextgroup=cbsImportStatementOptionMode skipwhite
syn match cbsImportStatementOptionMode contained /\%(=\s*\)\=\<\%(add\|update\|update-add\|replace\)\>/
hi def link cbsImportStatementOptionMode cbsChoice
syn match cbsImportStatementOption contained /\<--map\>/
syn match cbsImportStatementOption contained /\<--empty\>/ nextgroup=cbsImportStatementOptionEmpty skipwhite
syn match cbsImportStatementOptionEmpty contained /\%(=\s*\)\=\<\%(keep\|clear\)\>/
hi def link cbsImportStatementOptionEmpty cbsChoice
syn match cbsImportStatementOption contained /\<--delimiter\>/
syn match cbsImportStatementOption contained /\<--encoding\>/
syn match cbsImportStatementOption contained /\<--sheet\>/
syn match cbsImportStatementOption contained /\<--format\>/ nextgroup=cbsImportStatementOptionFormat skipwhite
syn match cbsImportStatementOptionFormat contained /\%(=\s*\)\=\<\%(csv\|json\|jsonl\)\>/
hi def link cbsImportStatementOptionFormat cbsChoice
syn match cbsImportStatementOption contained /\<--resubscribe\>/
syn match cbsImportStatementOption contained /\<--strict\>/
syn match cbsImportStatementOption contained /\<--rejects\>/
syn match cbsImportStatementOption contained /\<--guard\>/ nextgroup=cbsImportStatementOptionGuard skipwhite
syn match cbsImportStatementOptionGuard contained /\%(=\s*\)\=\<\%(ask\|warn\|refuse\|off\)\>/
hi def link cbsImportStatementOptionGuard cbsChoice
syn match cbsImportStatementOption contained /\<--note\>/
hi def link cbsImportStatementOption cbsOption
syn region cbsImportStatement matchgroup=cbsCommand start=/\<import\>/ keepend skip=/\\$/ end=/$/ end=/[;{}]/me=s-1 contains=@cbsArgument,cbsImportStatementKeyword,cbsImportStatementOption,cbsAssignment
syn keyword cbsExportGroupStatementKeyword contained show to
hi def link cbsExportGroupStatementKeyword cbsKeyword
syn match cbsExportGroupStatementOption contained /\<--format\>/ nextgroup=cbsExportGroupStatementOptionFormat skipwhite
syn match cbsExportGroupStatementOptionFormat contained /\%(=\s*\)\=\<\%(csv\|tsv\|json\|jsonl\)\>/
hi def link cbsExportGroupStatementOptionFormat cbsChoice
syn match cbsExportGroupStatementOption contained /\<--overwrite\>/
syn match cbsExportGroupStatementOption contained /\<--spreadsheet-safe\>/
hi def link cbsExportGroupStatementOption cbsOption
syn region cbsExportGroupStatement matchgroup=cbsCommand start=/\<export\_s\+group\>/ keepend skip=/\\$/ end=/$/ end=/[;{}]/me=s-1 contains=@cbsArgument,cbsExportGroupStatementKeyword,cbsExportGroupStatementOption,cbsCondition
syn region cbsShowBackupStatement matchgroup=cbsCommand start=/\<show\_s\+backup\>/ keepend skip=/\\$/ end=/$/ end=/[;{}]/me=s-1 contains=@cbsArgument
syn keyword cbsDownloadStatementKeyword contained backup latest of group show to
hi def link cbsDownloadStatementKeyword cbsKeyword
syn match cbsDownloadStatementOption contained /\<--format\>/ nextgroup=cbsDownloadStatementOptionFormat skipwhite
syn match cbsDownloadStatementOptionFormat contained /\%(=\s*\)\=\<\%(csv\|tsv\|json\|jsonl\)\>/
hi def link cbsDownloadStatementOptionFormat cbsChoice
syn match cbsDownloadStatementOption contained /\<--overwrite\>/
syn match cbsDownloadStatementOption contained /\<--spreadsheet-safe\>/
hi def link cbsDownloadStatementOption cbsOption
syn region cbsDownloadStatement matchgroup=cbsCommand start=/\<download\>/ keepend skip=/\\$/ end=/$/ end=/[;{}]/me=s-1 contains=@cbsArgument,cbsDownloadStatementKeyword,cbsDownloadStatementOption,cbsCondition
syn keyword cbsRestoreStatementKeyword contained backup latest of group as into new
hi def link cbsRestoreStatementKeyword cbsKeyword
syn match cbsRestoreStatementOption contained /\<--mode\>/ nextgroup=cbsRestoreStatementOptionMode skipwhite
syn match cbsRestoreStatementOptionMode contained /\%(=\s*\)\=\<\%(add\|update\|update-add\|replace\)\>/
hi def link cbsRestoreStatementOptionMode cbsChoice
syn match cbsRestoreStatementOption contained /\<--only\>/
syn match cbsRestoreStatementOption contained /\<--empty\>/ nextgroup=cbsRestoreStatementOptionEmpty skipwhite
syn match cbsRestoreStatementOptionEmpty contained /\%(=\s*\)\=\<\%(keep\|clear\)\>/
hi def link cbsRestoreStatementOptionEmpty cbsChoice
syn match cbsRestoreStatementOption contained /\<--resubscribe\>/
syn match cbsRestoreStatementOption contained /\<--note\>/
hi def link cbsRestoreStatementOption cbsOption
syn region cbsRestoreStatement matchgroup=cbsCommand start=/\<restore\>/ keepend skip=/\\$/ end=/$/ end=/[;{}]/me=s-1 contains=@cbsArgument,cbsRestoreStatementKeyword,cbsRestoreStatementOption,cbsCondition
syn keyword cbsUndoStatementKeyword contained of group backup latest
hi def link cbsUndoStatementKeyword cbsKeyword
syn match cbsUndoStatementOption contained /\<--only\>/
syn match cbsUndoStatementOption contained /\<--resubscribe\>/
syn match cbsUndoStatementOption contained /\<--note\>/
hi def link cbsUndoStatementOption cbsOption
syn region cbsUndoStatement matchgroup=cbsCommand start=/\<undo\>/ keepend skip=/\\$/ end=/$/ end=/[;{}]/me=s-1 contains=@cbsArgument,cbsUndoStatementKeyword,cbsUndoStatementOption,cbsCondition
syn match cbsRedoStatementOption contained /\<--resubscribe\>/
syn match cbsRedoStatementOption contained /\<--note\>/
hi def link cbsRedoStatementOption cbsOption
syn region cbsRedoStatement matchgroup=cbsCommand start=/\<redo\>/ keepend skip=/\\$/ end=/$/ end=/[;{}]/me=s-1 contains=@cbsArgument,cbsRedoStatementOption
syn keyword cbsTimelineStatementKeyword contained of group to
hi def link cbsTimelineStatementKeyword cbsKeyword
syn match cbsTimelineStatementOption contained /\<--overwrite\>/
hi def link cbsTimelineStatementOption cbsOption
syn region cbsTimelineStatement matchgroup=cbsCommand start=/\<timeline\>/ keepend skip=/\\$/ end=/$/ end=/[;{}]/me=s-1 contains=@cbsArgument,cbsTimelineStatementKeyword,cbsTimelineStatementOption
syn keyword cbsShowRecipientStatementKeyword contained of group to
hi def link cbsShowRecipientStatementKeyword cbsKeyword
syn match cbsShowRecipientStatementOption contained /\<--overwrite\>/
hi def link cbsShowRecipientStatementOption cbsOption
syn region cbsShowRecipientStatement matchgroup=cbsCommand start=/\<show\_s\+recipient\>/ keepend skip=/\\$/ end=/$/ end=/[;{}]/me=s-1 contains=@cbsArgument,cbsShowRecipientStatementKeyword,cbsShowRecipientStatementOption
syn keyword cbsAddRecipientStatementKeyword contained to group
hi def link cbsAddRecipientStatementKeyword cbsKeyword
syn region cbsAddRecipientStatement matchgroup=cbsCommand start=/\<add\_s\+recipient\>/ keepend skip=/\\$/ end=/$/ end=/[;{}]/me=s-1 contains=@cbsArgument,cbsAddRecipientStatementKeyword,cbsAssignment
syn keyword cbsUpdateRecipientStatementKeyword contained of group
hi def link cbsUpdateRecipientStatementKeyword cbsKeyword
syn region cbsUpdateRecipientStatement matchgroup=cbsCommand start=/\<update\_s\+recipient\>/ keepend skip=/\\$/ end=/$/ end=/[;{}]/me=s-1 contains=@cbsArgument,cbsUpdateRecipientStatementKeyword,cbsAssignment
syn keyword cbsRemoveRecipientStatementKeyword contained from group
hi def link cbsRemoveRecipientStatementKeyword cbsKeyword
syn region cbsRemoveRecipientStatement matchgroup=cbsCommand start=/\<remove\_s\+recipient\>/ keepend skip=/\\$/ end=/$/ end=/[;{}]/me=s-1 contains=@cbsArgument,cbsRemoveRecipientStatementKeyword
syn keyword cbsUnsubscribeStatementKeyword contained from group
hi def link cbsUnsubscribeStatementKeyword cbsKeyword
syn region cbsUnsubscribeStatement matchgroup=cbsCommand start=/\<unsubscribe\>/ keepend skip=/\\$/ end=/$/ end=/[;{}]/me=s-1 contains=@cbsArgument,cbsUnsubscribeStatementKeyword
syn keyword cbsRecordStatementKeyword contained open click bounce of in group at campaign
hi def link cbsRecordStatementKeyword cbsKeyword
syn region cbsRecordStatement matchgroup=cbsCommand start=/\<record\>/ keepend skip=/\\$/ end=/$/ end=/[;{}]/me=s-1 contains=@cbsArgument,cbsRecordStatementKeyword
syn region cbsEraseRecipientStatement matchgroup=cbsCommand start=/\<erase\_s\+recipient\>/ keepend skip=/\\$/ end=/$/ end=/[;{}]/me=s-1 contains=@cbsArgument
syn region cbsShowSettingsStatement matchgroup=cbsCommand start=/\<show\_s\+settings\>/ keepend skip=/\\$/ end=/$/ end=/[;{}]/me=s-1 contains=@cbsArgument
syn region cbsShowStoreStatement matchgroup=cbsCommand start=/\<show\_s\+store\>/ keepend skip=/\\$/ end=/$/ end=/[;{}]/me=s-1 contains=@cbsArgument
syn keyword cbsSetBackupStatementKeyword contained on off for group
hi def link cbsSetBackupStatementKeyword cbsKeyword
syn region cbsSetBackupStatement matchgroup=cbsCommand start=/\<set\_s\+backup\>/ keepend skip=/\\$/ end=/$/ end=/[;{}]/me=s-1 contains=@cbsArgument,cbsSetBackupStatementKeyword
syn region cbsSetRetentionStatement matchgroup=cbsCommand start=/\<set\_s\+retention\>/ keepend skip=/\\$/ end=/$/ end=/[;{}]/me=s-1 contains=@cbsArgument
syn region cbsSetTimeZoneStatement matchgroup=cbsCommand start=/\<set\_s\+time\_s\+zone\>/ keepend skip=/\\$/ end=/$/ end=/[;{}]/me=s-1 contains=@cbsArgument
syn keyword cbsSetGuardStatementKeyword contained warn refuse off
hi def link cbsSetGuardStatementKeyword cbsKeyword
syn region cbsSetGuardStatement matchgroup=cbsCommand start=/\<set\_s\+guard\>/ keepend skip=/\\$/ end=/$/ end=/[;{}]/me=s-1 contains=@cbsArgument,cbsSetGuardStatementKeyword
syn keyword cbsSetFormatStatementKeyword contained table records json csv
hi def link cbsSetFormatStatementKeyword cbsKeyword
syn region cbsSetFormatStatement matchgroup=cbsCommand start=/\<set\_s\+format\>/ keepend skip=/\\$/ end=/$/ end=/[;{}]/me=s-1 contains=@cbsArgument,cbsSetFormatStatementKeyword
syn region cbsClockStatement matchgroup=cbsCommand start=/\<clock\>/ keepend skip=/\\$/ end=/$/ end=/[;{}]/me=s-1 contains=@cbsArgument
syn region cbsClockSetStatement matchgroup=cbsCommand start=/\<clock\_s\+set\>/ keepend skip=/\\$/ end=/$/ end=/[;{}]/me=s-1 contains=@cbsArgument
syn region cbsClockAdvanceStatement matchgroup=cbsCommand start=/\<clock\_s\+advance\>/ keepend skip=/\\$/ end=/$/ end=/[;{}]/me=s-1 contains=@cbsArgument
syn region cbsClockResetStatement matchgroup=cbsCommand start=/\<clock\_s\+reset\>/ keepend skip=/\\$/ end=/$/ end=/[;{}]/me=s-1 contains=@cbsArgument
syn region cbsVerifyStatement matchgroup=cbsCommand start=/\<verify\>/ keepend skip=/\\$/ end=/$/ end=/[;{}]/me=s-1 contains=@cbsArgument
syn match cbsPurgeStatementOption contained /\<--now\>/
hi def link cbsPurgeStatementOption cbsOption
syn region cbsPurgeStatement matchgroup=cbsCommand start=/\<purge\>/ keepend skip=/\\$/ end=/$/ end=/[;{}]/me=s-1 contains=@cbsArgument,cbsPurgeStatementOption
syn region cbsRunStatement matchgroup=cbsCommand start=/\<run\>/ keepend skip=/\\$/ end=/$/ end=/[;{}]/me=s-1 contains=@cbsArgument,cbsAssignment
syn region cbsHelpStatement matchgroup=cbsCommand start=/\<help\>/ keepend skip=/\\$/ end=/$/ end=/[;{}]/me=s-1 contains=@cbsArgument
syn region cbsHistoryStatement matchgroup=cbsCommand start=/\<history\>/ keepend skip=/\\$/ end=/$/ end=/[;{}]/me=s-1 contains=@cbsArgument
syn region cbsQuitStatement matchgroup=cbsCommand start=/\<quit\>/ keepend skip=/\\$/ end=/$/ end=/[;{}]/me=s-1 contains=@cbsArgument
syn region cbsExitStatement matchgroup=cbsCommand start=/\<exit\>/ keepend skip=/\\$/ end=/$/ end=/[;{}]/me=s-1 contains=@cbsArgument

" Here-documents; the rest of the line on which one begins belongs to the statement.
syn region cbsHeredoc extend matchgroup=cbsHeredocMark start=/<<\z(-\@!\k\+\)/ end=/^\z1$/me=e-1 contains=cbsHeredocLine fold
syn region cbsHeredoc extend matchgroup=cbsHeredocMark start=/<<-\z(\k\+\)/ end=/^\s*\z1$/me=e-1 contains=cbsHeredocLine fold
" A here-document ends one character early, so that the statement can end behind it.
syn match cbsHeredocMark /\k\@1<=\k$/
syn match cbsHeredocLine contained /\%(<<-\=\k\+\)\@<=.*$/ contains=cbsImportStatementKeyword,cbsImportStatementOption,cbsText,cbsVariable,cbsOperator,cbsWord,@cbsTrivia

syn region cbsBlock start=/{/ end=/}/ transparent fold contains=TOP

hi def link cbsAssignment Identifier
hi def link cbsBadEscape Error
hi def link cbsChoice Constant
hi def link cbsCommand Statement
hi def link cbsComment Comment
hi def link cbsConditional Conditional
hi def link cbsContinuation Special
hi def link cbsControl Keyword
hi def link cbsDeclaration Identifier
hi def link cbsDelimiter Delimiter
hi def link cbsDirection Keyword
hi def link cbsDuration Number
hi def link cbsErrorCode Constant
hi def link cbsEscape SpecialChar
hi def link cbsExpect Keyword
hi def link cbsField Identifier
hi def link cbsFunction Function
hi def link cbsHeredoc String
hi def link cbsHeredocMark Delimiter
hi def link cbsIn cbsControl
hi def link cbsInstant Number
hi def link cbsInterpolation Identifier
hi def link cbsKey Identifier
hi def link cbsKeyword Keyword
hi def link cbsLiteral Boolean
hi def link cbsLoop Identifier
hi def link cbsMatching Keyword
hi def link cbsMember Identifier
hi def link cbsNumber Number
hi def link cbsOperator Operator
hi def link cbsOperatorWord Operator
hi def link cbsOption Special
hi def link cbsQueryKeyword Keyword
hi def link cbsQueryOption cbsOption
hi def link cbsReferenceKeyword Keyword
hi def link cbsRows Statement
hi def link cbsSort Keyword
hi def link cbsText String
hi def link cbsTodo Todo
hi def link cbsVariable Identifier

let b:current_syntax = 'cbs'
let &cpo = s:cpo_save
unlet s:cpo_save
