" For Scripts/test-editors: writes what Vim makes of the sample, the examples and the problems that cbs finds.
set nocompatible shell=/bin/bash shellredir=>%s\ 2>&1
let s:root = expand('<sfile>:p:h:h:h')
let s:work = $CBS_TEST_WORK
execute 'set runtimepath^=' . fnameescape(s:root . '/docs/editors/vim')
filetype plugin indent on
syntax on

" The text with the name of a syntax group before each run of characters that belong to it.
function s:Colours() abort
  let lines = []
  for number in range(1, line('$'))
    let line = ''
    let last = ''
    for column in range(1, strlen(getline(number)))
      let name = synIDattr(synID(number, column, 1), 'name')
      let line .= (name ==# last ? '' : '<' . name . '>') . getline(number)[column - 1]
      let last = name
    endfor
    call add(lines, line)
  endfor
  return lines
endfunction

execute 'view ' . fnameescape(s:root . '/Tests/Editors/sample.cbs')
call writefile([&filetype] + s:Colours() + ['folds: ' . join(map(range(1, line('$')), 'foldlevel(v:val)'))], s:work . '/vim.txt')

" The examples are laid out canonically: indenting them changes nothing. (Vim empties blank lines, in texts too.)
let s:changed = []
for s:file in glob(s:root . '/Examples/**/*.cbs', 0, 1)
  execute 'edit ' . fnameescape(s:file)
  let s:before = getline(1, '$')
  silent normal! gg=G
  for s:index in range(len(s:before))
    if s:before[s:index] =~# '\S' && s:before[s:index] !=# getline(s:index + 1)
      call add(s:changed, s:file . ':' . (s:index + 1) . ': ' . getline(s:index + 1))
    endif
  endfor
  edit!
endfor
call writefile(s:changed, s:work . '/vim-indentation.txt')

" A script with a problem; `:make` finds its place.
execute 'edit ' . fnameescape(s:work . '/problem.cbs')
call setline(1, ['quit', 'restore 3 --mod add'])
write
" Unlike :make, this takes the global format.
let &g:errorformat = &l:errorformat
cgetexpr system(substitute(&makeprg, '%:S', 'problem.cbs', ''))
call writefile(map(getqflist(), 'v:val.lnum . ":" . v:val.col . ": " . v:val.text'), s:work . '/vim-problems.txt')
qall!
