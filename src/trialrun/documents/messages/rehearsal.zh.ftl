# 试验预演报告。消息中不含数字，数字均由占位符带入。
rehearsal-document-kind = 试验预演报告
rehearsal-front-note = 本报告中的全部试验均为模拟结果。所列数字是在所述假设下设计方案的性质，不是任何患者的观察数据。

rehearsal-heading-summary = 概要
rehearsal-heading-assumptions = 情景假设
rehearsal-heading-regions = 地区与费用
rehearsal-heading-design = 设计
rehearsal-heading-decisions = 成功概率
rehearsal-heading-looks = 期中分析
rehearsal-heading-calendar = 时间进度
rehearsal-heading-cost = 费用
rehearsal-heading-consistency = 地区间一致性
rehearsal-heading-rules = 安全性停止规则
rehearsal-heading-method = 方法

rehearsal-sentence = 在情景“{$scenario}”下，试验成功的概率为{$percent}（蒙特卡罗标准误{$error}，模拟试验{$trials}次；计算值{$calculated}）。
rehearsal-sentence-null = 在情景“{$scenario}”下，I类错误为{$percent}（蒙特卡罗标准误{$error}，模拟试验{$trials}次；计算值{$calculated}）。
rehearsal-sentence-duration = 试验持续时间的中位数为{$months}个月（第十至第九十百分位数：{$low}～{$high}个月）。
rehearsal-spread = {$middle}（{$low}～{$high}）

rehearsal-table-summary = 各情景下的成功概率、样本量、持续时间和费用
rehearsal-stub-scenario = 情景
rehearsal-head-success = 成功概率
rehearsal-head-error = 蒙特卡罗标准误
rehearsal-head-calculated = 不经模拟的计算值
rehearsal-head-subjects = 随机化受试者数，均值
rehearsal-head-duration = 持续时间（月）
rehearsal-head-cost = 费用（百万{$currency}）
rehearsal-note-spread = 各次模拟试验的中位数（第十百分位数～第九十百分位数）。
rehearsal-note-calculated = { $looks ->
    [yes] 计算值：不经模拟，按检验统计量的期望得分对界值作递归积分得出。它可能不同于按Schoenfeld近似计算的检验效能：后者未考虑两组风险集逐渐分离以及分层造成的信息损失。
   *[no] 计算值：不经模拟，按各检验的联合正态分布计算。
}
rehearsal-note-interval = 误差线：仅反映模拟误差的置信区间。
rehearsal-figure-success = 各情景下的成功概率
rehearsal-figure-success-alternative = 每个情景一个条形，附蒙特卡罗区间；相同数值见表。

rehearsal-table-assumptions = 各情景的假设
rehearsal-head-effect = 疗效
rehearsal-head-dropout = 脱落
rehearsal-head-source = 出处
rehearsal-all-arms = 各组
rehearsal-dropout = {$arm}：每月{$hazard}
rehearsal-hazard = 第{$month}个月起每月{$hazard}
rehearsal-ratio = 第{$month}个月起{$ratio}
rehearsal-effect = {$arm}的风险比：{$pieces}
rehearsal-effect-region = {$arm}在{$region}的风险比：{$pieces}
rehearsal-no-effect = 无疗效
rehearsal-survival = {$endpoint}；{$control}的风险率：{$hazards}（中位时间{$median}个月）；{$effects}
rehearsal-mean = {$arm}{" "}{$mean}
rehearsal-continuous = {$endpoint}：均值{" "}{$means}（标准差{$deviation}）

rehearsal-table-regions = 各地区的研究中心与入组
rehearsal-stub-region = 地区
rehearsal-head-sites = 研究中心数
rehearsal-head-opening = 中心启动时间（月）
rehearsal-head-rate = 每中心每月入组受试者数
rehearsal-head-cap = 受试者上限
rehearsal-head-failure = 筛选失败率
rehearsal-from-to = {$first}～{$last}
rehearsal-table-costs = 各地区的费用（{$currency}）
rehearsal-head-site-opened = 启动一家中心
rehearsal-head-site-month = 每中心每月
rehearsal-head-screened = 每例筛选受试者
rehearsal-head-randomised = 每例随机化受试者
rehearsal-head-subject-month = 每例受试者在研每月
rehearsal-note-costs = 此外：一次性费用{$fixed} {$currency}，研究期间每月{$month} {$currency}，每次期中分析{$interim} {$currency}。

rehearsal-design-lead = {$analysis}采用成组序贯检验，单侧I类错误为{$alpha}，受试者{$subjects}例，最终分析在{$events}个事件时进行。
rehearsal-table-design = 各次分析及界值
rehearsal-stub-look = 分析时点
rehearsal-look = 信息量达{$share}%时
rehearsal-head-events = 事件数
rehearsal-head-efficacy-z = 有效性界值（Z）
rehearsal-head-efficacy-p = 名义P值（单侧）
rehearsal-head-alpha-spent = 累积消耗的α
rehearsal-head-futility-z = 无效性界值（Z）
rehearsal-head-hazard-ratio = 有效性界值对应的风险比
rehearsal-head-month = 预计月份

rehearsal-table-decisions = 各项判定的概率
rehearsal-stub-decision = 判定
rehearsal-head-probability = 概率
rehearsal-row-success = 成功
rehearsal-row-with-futility = 成功（遵守无效性规则）
rehearsal-row-unreached = 研究须结束时仍未达到计划事件数或受试者数（占全部试验）
rehearsal-row-unreached-final = 同上（占到达末次分析的试验）
rehearsal-test-dose = {$analysis}：剂量-反应关系
rehearsal-test-pair = {$analysis}：{$one}与{$other}比较

rehearsal-table-looks = 各次分析的结果
rehearsal-head-reached = 到达该分析
rehearsal-head-stop-efficacy = 因有效停止
rehearsal-head-stop-futility = 因无效停止
rehearsal-head-look-month = 分析所在月份
rehearsal-head-subjects-at = 已随机化受试者数，均值

rehearsal-consistency-lead = 一致性针对成功的试验评价。方法Ⅰ：该地区的疗效至少为总体疗效的{$share}%。方法Ⅱ：该地区的疗效有利于试验组。“全部地区”指各地区同时满足。
rehearsal-all-regions = 全部地区
rehearsal-table-consistency = 试验成功时的地区间一致性
rehearsal-head-method-first = 方法Ⅰ
rehearsal-head-method-second = 方法Ⅱ

rehearsal-rules-lead = 这些规则针对安全性事件；无论规则是否触发，有效性的预演均继续进行。
rehearsal-table-rules = 安全性规则停止某治疗组的概率
rehearsal-stub-rule = 规则
rehearsal-rule-arm = {$rule}：{$arm}

rehearsal-table-calendar = 里程碑（自{$start}起的月数）
rehearsal-stub-milestone = 里程碑
rehearsal-milestone-last-patient-in = 最后一例受试者随机化
rehearsal-milestone-duration = 研究结束或作出结论
rehearsal-head-mean = 均值
rehearsal-head-tenth = 第十百分位数
rehearsal-head-middle = 中位数
rehearsal-head-ninetieth = 第九十百分位数
rehearsal-figure-enrolment = 随机化受试者数随时间的变化
rehearsal-figure-enrolment-alternative = 各情景下逐月随机化受试者数的中位数及其范围带。
rehearsal-figure-times = 各次分析的时间
rehearsal-figure-times-alternative = 各情景下每次分析所在月份的中位数及范围；相同数值见分析时点表。
rehearsal-note-band = 线或点：中位数。阴影带或误差线：模拟试验的第十至第九十百分位数。

rehearsal-table-cost = 各情景的费用（百万{$currency}）
rehearsal-head-total = 合计
rehearsal-note-cost = 各地区为模拟试验的均值；合计还包括研究整体的费用。
rehearsal-figure-cost = 各情景的费用（百万{$currency}）
rehearsal-figure-cost-alternative = 各情景的平均费用，按地区和研究整体分列。

rehearsal-method-enrolment = 各中心在所属地区的启动期内随机启动；各地区按泊松过程入组，中心入组率服从伽马分布（Anisimov与Fedorov），直至达到该地区上限或研究的计划样本量。
rehearsal-method-randomisation = 受试者在各层内按置换区组随机化；区组长度见研究定义，此处不列出。
rehearsal-method-survival = 事件时间按治疗组和地区服从分段指数分布，脱落时间服从指数分布；每次分析均由受试者数据计算分层对数秩统计量。
rehearsal-method-continuous = 各终点各访视的值服从联合正态分布；脱落后的受试者不再有观测值；每次模拟试验均按统计分析计划的模型分析。
rehearsal-method-streams = 随机数来自命名的、基于计数器的随机流（Philox），种子为{$seed}：任何一次试验均可单独重现，处理器数量不影响结果。
rehearsal-method-common = 各情景使用相同的随机数，因此情景间差异的蒙特卡罗误差小于各自的误差。
rehearsal-method-error = 蒙特卡罗标准误为独立试验的比例或均值的标准误。
rehearsal-note-futility = 无效性规则为非强制：在无疗效的情景下，成功按无人因无效停止计算，因为界值如此计算，I类错误也据此评价；其他情景按试验实际运行计算。持续时间、样本量和费用均按实际运行计算。
rehearsal-effect-others = {$arm}在其他地区的风险比：{$pieces}
rehearsal-retrospective = {$scenario}（回顾性）
rehearsal-method-retrospective = 回顾性情景以本研究自身的数据为依据，用于说明该设计的表现，在计划试验时并不知晓。
rehearsal-method-stated = 所述样本量针对单个终点和一对治疗组，且不考虑脱落，并不等于某情景下所有检验同时成功的概率；因此成功概率低于各自所述的检验效能。
rehearsal-note-looks = 月份和受试者数：仅统计到达该分析的试验。
rehearsal-note-consistency = 各地区的疗效为作出结论的分析时对数风险比的一步估计。日本指南（MHLW《国际多中心临床试验基本原则》）的方法Ⅰ要求日本地区的概率至少为百分之八十；ICH关于国际多中心临床试验的指导原则未规定统一的阈值。
rehearsal-row-without-futility = 成功（忽略无效性规则）
