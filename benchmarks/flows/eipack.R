# ei.MD.bayes of eiPack (Lau, Moore and Kellermann) on the units of a CSV: r1..rR are counts of rows, c1..cC of columns.
# Prints the mean cell counts, row by row, and the sampler's seconds of processor.
suppressMessages(library(eiPack))
arguments <- commandArgs(trailingOnly = TRUE)
units <- read.csv(arguments[1])
rows <- grep("^r", names(units), value = TRUE)
columns <- grep("^c", names(units), value = TRUE)
set.seed(1)
formula <- as.formula(sprintf("cbind(%s) ~ cbind(%s)", paste(columns, collapse = ","), paste(rows, collapse = ",")))
started <- proc.time()[["user.self"]]
tuned <- tuneMD(formula, data = units, ntunes = 10, totaldraws = 5000)
out <- ei.MD.bayes(formula, data = units, tune.list = tuned, sample = 1000, burnin = 20000, thin = 50, ret.mcmc = FALSE)
seconds <- proc.time()[["user.self"]] - started
cells <- apply(out$draws$Cell.counts, c(1, 2), mean)
write.table(cells, quote = FALSE, row.names = FALSE, col.names = FALSE)
cat("seconds", seconds, "\n")
