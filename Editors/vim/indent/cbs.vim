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

" How many more brackets a line opens than it closes; those that it begins with by closing do not count.
function s:Opened(line) abort
  let text = getline(a:line)
  let start = match(text, '[^[:space:])}]')
  let depth = 0
  for index in range(start < 0 ? strlen(text) : start, strlen(text) - 1)
    if text[index] =~# '[{(]' && !s:IsText(a:line, index + 1)
      let depth += 1
    elseif text[index] =~# '[})]' && !s:IsText(a:line, index + 1)
      let depth -= 1
    endif
  endfor
  return depth
endfunction

" How many brackets a line begins with by closing them.
function s:Closed(line) abort
  return strlen(substitute(matchstr(getline(a:line), '^[[:space:])}]*'), '\s', '', 'g'))
endfunction

function CbsIndent(line) abort
  " The lines of a text and of a here-document are left as they are.
  if a:line > 1 && s:IsText(a:line, 1) && getline(a:line) !~# '^\s*#'
    return -1
  endif
  let previous = prevnonblank(a:line - 1)
  while previous > 1 && s:IsText(previous, 1)
    let previous = prevnonblank(previous - 1)
  endwhile
  if previous == 0
    return 0
  endif
  let depth = s:Opened(previous) - s:Closed(a:line)
  let continues = getline(previous) =~# '\\$'
  let continued = previous > 1 && getline(previous - 1) =~# '\\$'
  return max([0, indent(previous) + (depth + continues - continued) * shiftwidth()])
endfunction
