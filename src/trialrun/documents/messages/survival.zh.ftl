# 研究报告中的生存分析
csr-term-strata = 分层因素：{$strata}
csr-time-unit = { $unit ->
    [months] 个月
   *[days] 天
}
csr-time-arms = 事件数和中位时间：{$arms}。
csr-time-arm = {$arm}组{$events}例发生事件（中位时间{$median}{$unit}，{$level}% CI：{$median-lower}～{$median-upper}）
csr-time-arm-not-reached = {$arm}组{$events}例发生事件（未达到中位时间）
csr-hazard = { $standing ->
    [shown] {$one}组与{$other}组比较：风险比为{$estimate}（{$interval}；双侧{$p}），有统计学意义，且为有利方向。
    [opposite] {$one}组与{$other}组比较：风险比为{$estimate}（{$interval}；双侧{$p}），为不利方向。
    [not-shown] {$one}组与{$other}组比较：风险比为{$estimate}（{$interval}；双侧{$p}），未显示差异。
    [descriptive] {$one}组与{$other}组比较：风险比为{$estimate}（{$interval}；名义{$p}）。
   *[missing] {$one}组与{$other}组比较：风险比为{$estimate}（{$interval}；{$p}）。
}
csr-hazard-missing = {$one}组与{$other}组比较：风险比无法估计（{$p}）。
csr-bound = { $standing ->
    [shown] 单侧检验{$p}，低于成组序贯设计规定的最终分析界值{$bound}。
   *[other] 单侧检验{$p}；成组序贯设计要求最终分析时低于{$bound}。
}
csr-head-hazard-ratio = 风险比
csr-note-hazards = 事件发生时间的比较以Cox模型的风险比表示，P值来自对数秩检验，二者均按分析的分层因素分层；P值为双侧。成组序贯设计规定界值者，以该界值判断检验结论。
csr-synopsis-logrank = { $strata ->
    [yes] {$analysis}：采用{$method}（{$terms}），总的双侧检验水准{$alpha}。
   *[no] {$analysis}：采用{$method}，总的双侧检验水准{$alpha}。
}
csr-look-planned = 数据中无其结果；最终分析的界值已计及该次分析。
csr-looks-planned = { $synthetic ->
    [yes] 计划了期中分析（{$section}）；合成试验数据直接生成至最终分析，期中分析未停止试验。最终分析的界值已按计划计及各次期中分析。
   *[no] 计划了期中分析（{$section}），数据中无其结果；最终分析的界值已按计划计及各次期中分析。
}
csr-gates-looks = 仅有一项确证性检验，其各次计划分析按设计规定的α消耗函数分配I类错误；其余比较均为描述性。
csr-pairs-primary = 以下比较为确证性比较：
csr-censored = {$analysis}：未发生事件者按删失处理（{$arms}），未作填补。
csr-events-planned = {$one}组与{$other}组的比较需在{$subjects}例随机化受试者中观察到{$events}例事件：单侧检验水准{$alpha}，在“{$scenario}”情景（风险比{$ratio}）下检验效能为{$power}。

# 亚组效应
subgroups-planned = { $stratified ->
    [yes] {$analysis}：另按{$names}估计效应。各亚组水平内的风险比及其置信区间由Cox模型估计，按分析的其余分层因素分层。
   *[no] {$analysis}：另按{$names}估计效应。各亚组水平内的风险比及其置信区间由Cox模型估计。
}
subgroups-interaction = 以含与不含治疗和亚组交互项的Cox模型的似然比检验效应在各水平间是否不同。以上分析均为描述性，不据此作出结论。
subgroups-consistency = 总体效应有利且某一地区的对数风险比不低于总体的{$share}%时，视为该地区与总体一致（日本国际多中心试验指导原则方法Ⅰ）；该评价并非对地区一致性的检验。
subgroups-display = 结果见{$display}。
csr-subgroups-effect = {$analysis}：按{$names}的效应如下。
csr-subgroups-effect-shown = {$analysis}：按{$names}的效应见{$display}。
csr-subgroup = {$subgroup}：{$ratios}。与治疗的交互作用：{$p}。
csr-subgroup-ratio = {$level}，风险比{$hazard-ratio}（{$confidence} CI：{$lower}～{$upper}）
csr-subgroup-missing = {$level}，无法估计
csr-regions-held = { $held ->
    [all] 各地区（{$regions}）的效应均不低于总体效应的{$share}%，视为与总体一致。
   *[some] {$regions}的效应不低于总体效应的{$share}%。
}
csr-regions-short = {$regions}的效应低于总体效应的{$share}%，未显示一致性。
csr-regions-missing = {$regions}的效应无法估计。
csr-regions-unknown = 总体未显示获益，无法评价各地区所占的比例，故未评价地区一致性。
csr-regions-note = 以上结果为描述性，研究样本量并非据此确定，小样本地区的估计精度较低。
