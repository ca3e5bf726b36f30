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
csr-looks-planned = 计划了期中分析（{$section}），数据中无其结果；最终分析的界值已按计划计及各次期中分析。
csr-gates-looks = 仅有一项确证性检验，其各次计划分析按设计规定的α消耗函数分配一类错误；其余比较均为描述性。
csr-pairs-primary = 以下比较为确证性比较：
csr-censored = {$analysis}：未发生事件者按删失处理（{$arms}），未作填补。
csr-events-planned = {$one}组与{$other}组的比较需在{$subjects}例随机化受试者中观察到{$events}例事件：单侧检验水准{$alpha}，在“{$scenario}”情景（风险比{$ratio}）下检验效能为{$power}。
