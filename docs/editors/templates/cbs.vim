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
syn match cbsFunction /\<\%({{functions}}\)\>\ze\s*(/
syn match cbsFunction /\<\%({{row functions}}\)\>\ze\s*(/ nextgroup=cbsParentheses skipwhite
syn match cbsNumber /\<-\=\d\+\%(\.\d\+\)\=\%(e[-+]\=\d\+\)\=\>/
syn match cbsDuration /\<\d\+\%([{{unit letters}}]\|\s\+\%({{units}}\)\)\>/
syn match cbsInstant /\<\%(\d\{4}-\d\d-\d\d\|\d\{1,2}\.\d\{1,2}\.\d\{4}\)\%(T\d\d:\d\d\%(:\d\d\%(\.\d\+\)\=\)\=\%(Z\|[-+]\d\d:\=\d\d\)\=\)\=\>/
syn match cbsVariable /\${{name}}\%(\.{{name}}\)*/
syn match cbsMember /)\@1<=\%(\.{{name}}\)\+/
syn match cbsContinuation /\\$/
syn match cbsComment /#.*/ contains=cbsTodo,@Spell
syn keyword cbsTodo contained TODO FIXME XXX

syn region cbsText extend start=/"/ end=/"/ contains=cbsBadEscape,cbsEscape,cbsInterpolation
syn region cbsText extend start=/'/ end=/'/
syn match cbsBadEscape contained /\\./
syn match cbsEscape contained /\\["\\ntr$]\|\\u{\x\{1,8}}\|\\$/
syn match cbsInterpolation contained /\${{{name}}\%(\.{{name}}\)*}\|\${{name}}\%(\.{{name}}\)\=/

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
syn match cbsDeclaration /\<\%(let\|param\)\s\+{{name}}\>/ contains=cbsControl
syn match cbsLoop /\<for\s\+{{name}}\s\+in\>/ contains=cbsControl,cbsIn
syn keyword cbsIn contained in
syn region cbsArguments matchgroup=cbsControl start=/\<\%(include\|scenario\|skip\)\>/ keepend skip=/\\$/ end=/$/ end=/[;{}]/me=s-1 contains=@cbsArgument
syn match cbsExpect /\<expect\>\%(\s\+output\>\)\=/
syn region cbsExpectedError matchgroup=cbsExpect start=/\<expect\s\+error\>/ keepend skip=/\\$/ end=/$/ end=/[;{}]/me=s-1 contains=cbsErrorCode,cbsMatching,@cbsArgument
syn keyword cbsMatching contained matching
syn keyword cbsErrorCode contained {{error codes}}

" Queries
syn region cbsQuery matchgroup=cbsRows start=/\<\%({{rows}}\)\>/ keepend skip=/\\$/ end=/$/ end=/[;{}]/me=s-1 contains=cbsCondition,@cbsClause,@cbsArgument
syn cluster cbsClause contains=cbsSort,cbsQueryKeyword,cbsQueryOption,cbsReferenceKeyword
syn keyword cbsQueryKeyword contained limit to
{{query options}}
syn match cbsSort contained /\<\%(\%(sort\|count\)\s\+by\|show\)\>/ nextgroup=cbsKey skipwhite
syn match cbsKey contained /\k\+/ nextgroup=cbsDirection,cbsKeyComma skipwhite
syn keyword cbsDirection contained asc desc nextgroup=cbsKeyComma skipwhite
syn match cbsKeyComma contained /,/ nextgroup=cbsKey skipwhite
syn region cbsCondition contained matchgroup=cbsQueryKeyword start=/\<where\>/ keepend skip=/\\$/ end=/$/ end=/[;{}]/me=s-1 end=/--/me=s-1 end=/\<\%(sort\|count\)\s\+by\>/me=s-1 end=/\<\%(limit\|show\|to\)\s\+\%(\%(and\|or\|not\|in\|[-~+*\/]\)\>\)\@![^ \t=<>!,)]/me=s-1 contains=cbsField,cbsMembership,cbsFieldParentheses,@cbsFieldValue
" In parentheses lines end nothing.
syn region cbsInnerCondition contained matchgroup=cbsQueryKeyword start=/\<where\>/ end=/[;{}),]/me=s-1 end=/--/me=s-1 end=/\<\%(sort\|count\)\s\+by\>/me=s-1 end=/\<\%(limit\|show\|to\)\s\+\%(\%(and\|or\|not\|in\|[-~+*\/]\)\>\)\@![^ \t=<>!,)]/me=s-1 contains=cbsField,cbsMembership,cbsFieldParentheses,@cbsFieldValue
syn cluster cbsFieldValue contains=cbsText,cbsVariable,cbsMember,cbsLiteral,cbsNumber,cbsDuration,cbsInstant,cbsFunction,cbsOperator,cbsOperatorWord,cbsRecord,cbsHeredoc,@cbsTrivia
syn region cbsFieldParentheses extend contained matchgroup=cbsDelimiter start=/(/ end=/)/ end=/[;{}]/me=s-1 contains=cbsField,cbsMembership,cbsFieldQuery,cbsFieldParentheses,cbsRecord,@cbsFieldValue
syn region cbsInnerQuery contained matchgroup=cbsRows start=/\<\%({{rows}}\)\>/ end=/[;{}),]/me=s-1 contains=cbsInnerCondition,@cbsClause,@cbsArgument
syn region cbsFieldQuery contained matchgroup=cbsRows start=/\<\%({{rows}}\)\>\ze\s\+\%(groups\|of\|where\|count\|sort\|limit\|show\)\>/ end=/[;{}),]/me=s-1 contains=cbsInnerCondition,@cbsClause,@cbsArgument
syn region cbsMembership extend contained matchgroup=cbsOperatorWord start=/\<in\s\+(\ze\s*\%({{rows}}\)\s*)/ end=/)/ contains=cbsInnerQuery

" Commands
{{commands}}

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
