# 题注与引用用词
report-table = 表
report-figure = 图
report-section-reference = 第{$number}节
report-mark-synthetic = 演练稿——合成数据
