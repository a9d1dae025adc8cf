" Vim indent file
" Language:  cbs, the contact backup shell

if exists('b:did_indent')
  finish
endif
let b:did_indent = 1

setlocal indentexpr=CbsIndent(v:lnum) indentkeys=0{,0},0),!^F,o,O
let b:undo_indent = 'setlocal indentexpr< indentkeys<'

if exists('*CbsIndent')
  finish
endif

" Whether what begins at a place is a text, a here-document or a comment.
function s:IsText(line, column) abort
  return synIDattr(synID(a:line, a:column, 1), 'name') =~# '^cbs\%(Text\|Escape\|Interpolation\|Heredoc$\|HeredocMark\|Comment\|Todo\)'
endfunction

let s:skip = 's:IsText(line("."), col("."))'

function CbsIndent(line) abort
  call cursor(a:line, 1)
  " The lines of a text and of a here-document are left as they are.
  if s:IsText(a:line, 1) && getline(a:line) !~# '^\s*#'
    return -1
  endif
  let blocks = searchpair('{', '', '}', 'bnrmW', s:skip)
  let closed = strlen(substitute(matchstr(getline(a:line), '^[[:space:]}]*'), '\s', '', 'g'))
  " A line within parentheses, or after a backslash, goes on with its statement.
  let continued = getline(a:line - 1) =~# '\\$' || searchpair('(', '', ')', 'bnW', s:skip, searchpair('{', '', '}', 'bnW', s:skip)) > 0
  return max([0, blocks - closed + (continued ? 1 : 0)]) * shiftwidth()
endfunction
