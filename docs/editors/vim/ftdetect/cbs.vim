autocmd BufNewFile,BufRead *.cbs setfiletype cbs
