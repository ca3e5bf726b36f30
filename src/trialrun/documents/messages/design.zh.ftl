# The design report. No message holds a digit: numbers come through slots.
design-document-kind = 试验设计报告
design-front-note = 本报告所列数字为设计方案的性质，依据研究定义中的假设计算得出，未使用模拟，均不是患者的观察数据。

design-heading-size = 样本量
design-heading-looks = 分析时点与界值
design-heading-effects = 运行特征
design-heading-rules = 安全性停止规则
design-heading-method = 方法

design-looks-lead = {$table}列出各次分析及其界值，{$figure}为其图示。月份按样本量计算所用情景给出。
design-figure-boundaries = 检验统计量尺度上的界值
design-figure-boundaries-alternative = 有效性与无效性界值随信息量的变化，数值见上表。
design-effects-lead = 试验按某一疗效大小估算样本量；{$figure}及下列各表给出疗效较小或较大时的表现。
design-figure-power = 检验效能随疗效变化（疗效以计划值的百分比表示）
design-figure-power-alternative = 检验效能随疗效变化的曲线，数值见下列各表。
design-table-effects = 不同疗效下的运行特征：{$test}
design-stub-share = 占计划疗效的比例
design-head-hazard-ratio = 风险比
design-head-difference = 差值
design-head-power = 检验效能
design-head-stop-efficacy = 因有效提前停止
design-head-stop-futility = 因无效提前停止
design-head-average-events = 结束时平均事件数
design-note-effects-futility = 比例按风险比的对数计算。假定遵守无效性规则；若该规则为非约束性，则不采用该规则时的I类错误即为所规定的水平。

design-method-recursion = 界值与停止概率由统计量联合分布的递归数值积分得出，单侧检验水准为{$alpha}（Armitage、McPherson与Rowe；Jennison与Turnbull）。
design-method-spending = { $function ->
    [lan-demets-obrien-fleming] I类错误按O'Brien-Fleming型Lan-DeMets消耗函数消耗。
    [lan-demets-pocock] I类错误按Pocock型Lan-DeMets消耗函数消耗。
    [hwang-shih-decani] I类错误按Hwang-Shih-DeCani消耗函数消耗。
   *[other] I类错误按Kim-DeMets幂函数消耗。
  }
design-method-futility = { $binding ->
    [yes] 无效性界值消耗II类错误，且为约束性：有效性界值以遵守无效性界值为前提。
   *[no] 无效性界值消耗II类错误，且为非约束性：不遵守时I类错误仍受控制。
  }
design-method-events = 事件数按Schoenfeld公式并乘以界值的膨胀系数得出；疗效随时间或地区变化时，按检验在各次分析时的期望得分计算。月份依据样本量计算所用情景的各地区入组、事件率与脱落得出。
design-method-means = 均值比较的样本量采用正态近似，检验效能采用t分布（Julious）。
design-method-rules = 停止规则的错误率为精确值：逐一列举计数的全部可能结果。

design-heading-calculations = 补充计算
design-calculations-lead = 研究定义要求采用的设计库中的其他方法。方法、参数和结果的名称与其参考文档一致。
design-calculation-method = 由 {$method} 计算。方法来源：{$source}。
design-calculation-method-only = 由 {$method} 计算。
design-calculation-assumptions = 假设来源：{$source}。
design-table-calculation-arguments = {$label}：假设
design-table-calculation-values = {$label}：结果
design-table-calculation-list = {$label}：按序号列出的结果
design-table-calculation-matrix = {$label}：{$field}（按行、列）
design-stub-name = 名称
design-stub-position = 序号
design-head-value = 数值
design-note-calculation-more = 表中省略了 {$method} 的部分结果；全部结果见设计结果表。
