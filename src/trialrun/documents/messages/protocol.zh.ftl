# 按 ICH M11 撰写的临床试验方案。消息中不含数字，数字由占位提供。

## 标题页
protocol-document-kind = 临床试验方案
protocol-head-field = 项目
protocol-head-value = 内容
protocol-field-short-title = 简短题目
protocol-field-protocol = 申办者方案编号
protocol-field-version = 版本或修订编号
protocol-field-date = 本文件日期
protocol-field-phase = 试验分期
protocol-field-product = 试验药物
protocol-field-comparator = 对照药品
protocol-field-indication = 适应症
protocol-field-sponsor = 申办者
protocol-field-registry = 监管或临床试验登记编号
protocol-field-countries = 国家
protocol-confidential = 保密：本文件归申办者所有，供研究者、伦理委员会和监管机构用于本试验的实施和审查。未经申办者书面同意，不得转交他人或另作他用。
protocol-hint-registry = 待补充：试验在公开登记平台和监管机构的编号（登记号、受理号或批件号）。
protocol-hint-address = 待补充：申办者注册地址，以及试验用药品生产企业的名称和地址。
protocol-differences-lead = 统计分析计划制定之前的规定与该计划不同之处见{$table}，相应的做法及理由见该计划。
protocol-title-differences = 统计分析计划制定之前的规定
protocol-head-topic = 事项
protocol-head-earlier = 计划制定之前的规定
protocol-hint-approval = 待申办者补充：批准日期、签署人及签名，以及医学专家联系方式。
protocol-heading-approval = 申办者批准
protocol-heading-amendment = 修订信息
protocol-hint-amendment = 待撰写：是否为初始方案；如为修订版，说明修订范围、原因和变更概述。
protocol-heading-contents = 目录
protocol-hint-any = 待撰写：人员对本节的补充。

## 以文字表示的数目
protocol-number = { $n ->
    [one] 一
    [two] 二
    [three] 三
    [four] 四
    [five] 五
    [six] 六
    [seven] 七
    [eight] 八
    [nine] 九
   *[ten] 十
}

## 方案总览
protocol-title-objectives = 目的、终点和估计目标
protocol-head-objective = 目的
protocol-head-endpoints = 终点
protocol-head-summary-measure = 估计目标的群体层面汇总
protocol-title-overall-design = 总体设计
protocol-design-summary = 设计
protocol-design-condition = 适应症
protocol-design-control = 对照类型
protocol-design-comparator = 对照药品
protocol-design-assignment = 干预分配方法
protocol-design-strata = 分层因素
protocol-design-adaptive = 结束前的数据查看
protocol-design-arms = 组别
protocol-design-doses = 计划剂量
protocol-design-participants = 受试者例数
protocol-design-duration = 持续时间
protocol-design-sites = 地域范围
protocol-design-unstratified = 无
protocol-design-interim = { $kind ->
    [sequential] 成组序贯设计，无其他适应性调整。
    [looks] 期中分析：{$looks}。不据此作适应性调整。
   *[none] 无；未计划适应性调整。
}
protocol-design-reviews = 安全性按{$section}的规则审查。
protocol-design-arms-list = { $count ->
    [2] 两
   *[other] {$n}
}组（{$arms}）
protocol-design-randomised = 随机分配，比例为{$ratio}
protocol-arm-dose = {$arm}：{$dose}
protocol-region-sites = {$region}：{$sites}家研究中心
protocol-control = { $role ->
    [placebo] 安慰剂
    [active-control] 阳性对照
   *[no-treatment] 无治疗
}
protocol-title-schema = 试验设计示意图
protocol-schema-day = 第{$day}天
protocol-schema-days = 第{$first}天至第{$last}天
protocol-schema-epoch = {$epoch}：{$span}
protocol-schema-randomisation = 随机分组 {$ratio}
protocol-schema-subjects = N = {$n}
protocol-schema-strata = 分层因素：{$strata}
protocol-schema-look = { $last ->
    [yes] 累计{$events}个事件时作最终分析
   *[no] 累计{$events}个事件时作期中分析
}
protocol-schedule-lead = 各次访视的活动见{$table}。访视窗自计划日起算，字母对应表下注释。

## 目的
protocol-no-secondary = 本试验无次要目的。
protocol-no-exploratory = 本试验无探索性目的。
protocol-endpoints-lead = 终点：
protocol-title-estimand = 估计目标的属性：{$endpoint}
protocol-head-attribute = 属性
protocol-attribute-population = 人群
protocol-attribute-treatment = 治疗
protocol-attribute-endpoint = 终点（变量）
protocol-attribute-summary = 群体层面汇总
protocol-attribute-event = 伴发事件：{$event}
protocol-strategy-handling = {$strategy}。{$handling}

## 设计
protocol-design-sentence = 试验设计：{$design}。
protocol-design-epochs = 计划的阶段包括：{$epochs}。
protocol-design-schema = 试验设计示意图见{$figure}。
protocol-design-planned = 计划受试者例数：{$planned}。
protocol-planned-arm = {$arm}组{$n}例
protocol-planned-total = 共{$n}例
protocol-planned-total-arms = 共{$n}例（{$arms}）
protocol-duration-weeks = 每例受试者的试验干预最长{$weeks}周。
protocol-duration-months = 每例受试者参加试验{$months}个月。
protocol-duration-events = 试验持续至观察到最终分析所需的事件数，受试者随访至此。
protocol-duration-follow-up = 最后入组的受试者至少随访{$months}个月。
protocol-stopping-general = 如有新信息改变获益与风险的平衡，申办者可随时终止试验、某一组或某一研究中心，并将理由通知研究者、伦理委员会和监管机构。正在接受干预的受试者应召回作末次访视。
protocol-stopping-looks = 因有效或无效而终止，按{$section}的界值执行。
protocol-stopping-interim = 期中分析及其可能的后果见{$section}。
protocol-rules-lead = 安全性停止规则见{$table}。规则供负责安全性审查的委员会参考，委员会综合全部证据作出判断。
protocol-title-rules = 安全性停止规则
protocol-title-thresholds = 界值：{$rule}
protocol-thresholds-control = 对照组发生事件的例数
protocol-thresholds-arm = 停止某一组的例数界值
protocol-errors-lead = 各规则的错误率见{$table}，包括制定时所述者和按界值精确计算者。
protocol-title-errors = 停止规则的错误率
protocol-head-subjects = 每组例数
protocol-head-null-rate = 两组相同的发生率
protocol-head-alternative-rate = 治疗组升高的发生率
protocol-head-stated-error = 误停概率（所述）
protocol-head-stated-power = 正确停止概率（所述）
protocol-head-exact-error = 误停概率（精确）
protocol-head-exact-power = 正确停止概率（精确）
protocol-errors-note = 误停：某组真实发生率与对照组相同时被停止的概率。正确停止：真实发生率升高时被停止的概率。精确值由某一组与对照组的二项分布得出，规则在每次计划审查时应用。所述值与精确值不同时，以精确值为准。

## 人群
protocol-criteria-inclusion = 受试者须符合以下全部标准：
protocol-criteria-exclusion = 符合以下任一标准者不得入组：
protocol-criteria-discontinuation = 出现以下任一情况时，永久终止试验干预：

## 干预
protocol-arms-lead = 各组及其接受的干预见{$table}。
protocol-title-arms = 组别和试验干预
protocol-head-arm-type = 组别类型
protocol-head-intervention = 干预
protocol-head-planned = 计划例数
protocol-assignment = 符合全部标准的受试者按{$ratio}的比例随机分配至{$arms}组。每例受试者筛选时获得唯一编号，该编号不再重复使用。
protocol-randomisation-blocks = 随机表在试验开始前采用区组随机法生成，由不参与本试验其他工作的统计师完成。区组长度写入单独文件，对研究中心、监查员和所有评估人员保密。
protocol-randomisation-no-strata = 随机分组不分层。
protocol-randomisation-strata = 随机分组的分层因素：
protocol-stratum-levels = {$stratum}（{$levels}）

## 评估
protocol-activities-lead = 按{$table}所示访视进行以下项目：

## 统计
protocol-title-populations = 分析集
protocol-head-set = 分析集
protocol-head-definition = 定义
protocol-analysis-aim = 目的：{$objective}
protocol-analyses-lead = { $kind ->
    [sensitivity] 敏感性分析见{$table}。
    [supplementary] 补充分析见{$table}，均为描述性。
    [safety] 安全性终点的分析见{$table}。
    [exploratory] 探索性分析见{$table}。
   *[main] 分析方法见{$table}。
}
protocol-no-analyses = { $kind ->
    [sensitivity] 未计划敏感性分析。
    [supplementary] 未计划补充分析。
    [exploratory] 未计划探索性分析；如有，均注明其探索性质。
   *[main] 未计划分析。
}
protocol-no-analysis = 未计划对本目的进行分析。
protocol-title-analyses = { $kind ->
    [sensitivity] 敏感性分析
    [supplementary] 补充分析
    [safety] 安全性分析
    [exploratory] 探索性分析
   *[main] 统计方法
}
protocol-nominal = {$alpha}（名义）
protocol-head-tests = 检验和估计
protocol-method = { $method ->
    [ancova] 协方差分析
    [anova] 方差分析
    [fisher] Fisher精确检验
    [kaplan-meier] Kaplan-Meier法
    [logrank] 对数秩检验、Cox回归
   *[summary] 描述性统计
}
protocol-method-terms = {$method}，模型含{$terms}
protocol-method-strata = {$method}，分层因素为{$strata}
protocol-test-dose = 线性剂量-反应
protocol-test-pair = {$one}组与{$other}组比较
protocol-estimator = {$endpoint}在{$population}中估计，方法：{$estimator}。伴发事件后的数据按以下方式使用。
protocol-event-strategy = {$event}（{$strategy}）。
protocol-estimand-remark = 说明：{$remark}
protocol-missing = { $imputation ->
    [locf] {$analysis}：缺失值以末次观察值结转。
    [mean-over-visits] {$analysis}：分析可获得访视的均值，个别访视缺失不填补。
    [censored] {$analysis}：未发生事件者在末次确认无事件时删失。
   *[observed] {$analysis}：缺失值不填补。
}
protocol-safety-general = 安全性在安全性人群中{ $treatment ->
    [actual] 按实际接受的治疗
   *[planned] 按随机分配的治疗
}描述。不良事件按受试者和术语计数一次。安全性分析均为描述性；如列出P值，仅为名义值。
protocol-safety-not-summarised = 为指导治疗而进行的其他检查（包括实验室检查和生命体征）随试验数据保存，不作汇总；有临床意义的异常按不良事件报告。
protocol-safety-see = 用于回答试验目的的安全性分析见{$sections}。

## 监测
protocol-sequential = {$analysis}采用成组序贯设计比较{$one}组与{$other}组，共{$looks}次分析（含最终分析），单侧总检验水准为{$alpha}，即双侧总检验水准为{$both}。
protocol-sequential-nominal = 该分析所列水准为双侧总水准，各次分析的单侧名义水准见{$table}。
protocol-sequential-cut-off = 每次分析的数据截止日为达到其事件数之日：截至该日的事件计入，未发生事件者在末次已知存活日期删失，最迟为该日。
protocol-sequential-estimates = 若提前终止，风险比及其置信区间和中位生存时间不作多次分析的校正；因有效提前终止时的估计值倾向于高估疗效，报告时予以注明。
protocol-spending-parameter = 其参数为{$value}。
protocol-spending-alpha = { $spending ->
    [lan-demets-obrien-fleming] 有效性界值采用O'Brien-Fleming型Lan-DeMets消耗函数。
    [lan-demets-pocock] 有效性界值采用Pocock型Lan-DeMets消耗函数。
    [hwang-shih-decani] 有效性界值采用Hwang-Shih-DeCani消耗函数。
   *[kim-demets] 有效性界值采用Kim-DeMets幂函数族。
}
protocol-spending-beta = { $spending ->
    [lan-demets-obrien-fleming] 无效性按O'Brien-Fleming型β消耗判定
    [lan-demets-pocock] 无效性按Pocock型β消耗判定
    [hwang-shih-decani] 无效性按Hwang-Shih-DeCani型β消耗判定
   *[kim-demets] 无效性按Kim-DeMets型β消耗判定
}{ $binding ->
    [yes] ；无效性界值为强制性，已计入I类错误。
   *[no] ；无效性界值为非强制性，无论是否遵循，I类错误均得到控制。
}
protocol-boundaries-see = 界值见{$table}。
protocol-boundaries-actual = 每次分析时，按实际达到的信息量以相同的消耗函数重新计算界值。
protocol-title-boundaries = 计划的分析时点和界值
protocol-title-chances = 各次分析的终止概率
protocol-head-look = 各次分析
protocol-look = { $last ->
    [yes] 最终分析
   *[no] 第{$n}次期中分析
}
protocol-head-information = 信息分数
protocol-head-events = 事件数
protocol-head-month = 预计月份
protocol-head-efficacy-z = 有效：Z
protocol-head-efficacy-p = 有效：单侧P值
protocol-head-hazard-ratio = 有效：风险比
protocol-head-alpha-spent = 累计消耗α
protocol-head-futility-z = 无效：Z
protocol-head-futility-hazard-ratio = 无效：风险比
protocol-head-stop-efficacy-null = 有效（无效应）
protocol-head-stop-futility-null = 无效（无效应）
protocol-head-stop-efficacy = 有效（预期效应）
protocol-head-stop-futility = 无效（预期效应）
protocol-no-bound-note = “–”：该次分析不能按此界值停止试验。
protocol-boundaries-note = Z达到有效性界值时可得出有效结论；Z为正值表示试验组更优。风险比为计划事件数下界值的近似换算。
protocol-futility-note = Z不高于无效性界值时可因无效终止试验。
protocol-month-note = 自试验开始的月数，为“{$scenario}”情景下的预计值。
protocol-chances-note = 首次越过界值的概率（遵循两类界值）：分别为无效应时和“{$scenario}”情景下。
protocol-looks-none = 未计划期中分析。
protocol-interim-lead = 计划以下期中分析：
protocol-interim = {$look}：时点为{$timing}。目的：{$purpose}。
protocol-gates-none = 不作多重比较校正。
protocol-gates-sequential = 仅检验一个主要比较，多次分析的校正如上所述；其他结论均不属确证性。
protocol-gates-lead = 仅可按以下顺序得出结论：
protocol-gate = {$gate}：{ $require ->
    [all] 要求以下检验均在双侧{$alpha}水准下通过：{$first}。
    [any] 要求以下检验至少一项在双侧{$alpha}水准下通过：{$first}。
   *[one] 要求以下检验在双侧{$alpha}水准下通过：{$first}。
}
protocol-gate-then = 通过后方可对以下检验得出结论：{$then}。

## 样本量
protocol-size-lead = 样本量的假设见{$table}。
protocol-head-needed = 每组所需例数（正态近似）
protocol-head-per-arm = 每组计划例数
protocol-size-difference = {$endpoint}：每组{$n}例时，在标准差为{$sd}、双侧检验水准为{$alpha}的条件下，检出差值{$difference}的检验效能为{$power}。
protocol-size-exact = 按正态近似，每组需{$n}例。
protocol-size-t = 按t分布，每组需{$n}例。
protocol-size-reached = 计划例数下的检验效能为{$power}。
protocol-size-events = 在“{$scenario}”情景下，为使单侧{$alpha}水准的检验效能达到{$power}，最终分析需{$events}个事件。
protocol-size-hazard-ratio = 假设的风险比为{$ratio}。
protocol-size-inflation = 单次分析的设计需{$events}个事件，多次分析使其增至{$inflation}倍。
protocol-size-power = 按分层检验的期望得分计算（更为精确，分层略有信息损失），计划事件数下的检验效能为{$power}。
protocol-size-schoenfeld = 按Schoenfeld公式（采用平均风险比，不计分层）计算则为{$power}。
protocol-size-average = 试验停止时平均预计有{$average}个事件，无效应时平均有{$without}个。
protocol-size-last-in = 预计试验开始后{$month}个月最后一例受试者入组。
protocol-size-assumptions = 入组、脱落和各次分析的时间均按同一情景的假设计算。
protocol-size-scenario = 情景指关于疗效、事件发生率、脱落和入组的一组假设；样本量按“{$scenario}”情景确定，其依据为：{$source}。
protocol-size-control = 假设{$control}组各层合计的中位时间为{$median}个月。
protocol-size-dropout = 假设受试者以每月{$rate}的恒定速率脱落。
protocol-size-subjects = 检验效能仅取决于事件数，{$subjects}例的样本量并非由效能推算：按{$table}的入组假设，预计试验开始后{$month}个月可达到{$events}个事件。
protocol-title-accrual = 入组的假设
protocol-head-opening = 研究中心启动（月）
protocol-head-rate = 每中心每月入组例数
protocol-head-screen-failure = 筛选失败（比例）
protocol-accrual-span = {$first}至{$last}

## 附录
protocol-regions-lead = 各地区、计划研究中心数和入组上限见{$table}。
protocol-title-regions = 地区和国家
protocol-head-region = 地区
protocol-head-countries = 国家
protocol-head-sites = 计划研究中心数
protocol-head-cap = 入组上限
protocol-no-appendices = 无其他附录。

## 标题
protocol-heading-1 = 方案总览
protocol-heading-1-1 = 方案概要
protocol-heading-1-1-1 = 主要和次要目的及估计目标
protocol-heading-1-1-2 = 总体设计
protocol-heading-1-2 = 试验设计示意图
protocol-heading-1-3 = 研究流程表
protocol-heading-2 = 引言
protocol-heading-2-1 = 试验意图
protocol-heading-2-2 = 风险和获益评估
protocol-heading-2-2-1 = 风险概述及降低策略
protocol-heading-2-2-2 = 获益概述
protocol-heading-2-2-3 = 总体风险-获益评估
protocol-heading-3 = 试验目的及相关估计目标
protocol-heading-3-1 = 主要目的及相关估计目标
protocol-heading-3-1-1 = 主要目的{ $n ->
    [one] 一
    [two] 二
    [three] 三
    [four] 四
    [five] 五
    [six] 六
    [seven] 七
    [eight] 八
    [nine] 九
    [ten] 十
   *[alone] {""}
}
protocol-heading-3-2 = 次要目的及相关估计目标
protocol-heading-3-2-1 = 次要目的{ $n ->
    [one] 一
    [two] 二
    [three] 三
    [four] 四
    [five] 五
    [six] 六
    [seven] 七
    [eight] 八
    [nine] 九
    [ten] 十
   *[alone] {""}
}
protocol-heading-3-3 = 探索性目的
protocol-heading-3-3-1 = 探索性目的{ $n ->
    [one] 一
    [two] 二
    [three] 三
    [four] 四
    [five] 五
    [six] 六
    [seven] 七
    [eight] 八
    [nine] 九
    [ten] 十
   *[alone] {""}
}
protocol-heading-4 = 试验设计
protocol-heading-4-1 = 试验设计描述
protocol-heading-4-1-1 = 相关方对设计的意见
protocol-heading-4-2 = 试验设计的依据
protocol-heading-4-2-1 = 估计目标的依据
protocol-heading-4-2-2 = 干预模式的依据
protocol-heading-4-2-3 = 对照类型的依据
protocol-heading-4-2-4 = 试验持续时间的依据
protocol-heading-4-2-5 = 适应性或新型试验设计的依据
protocol-heading-4-2-6 = 期中分析的依据
protocol-heading-4-2-7 = 试验设计其他方面的依据
protocol-heading-4-3 = 试验终止规则
protocol-heading-4-4 = 试验开始和结束
protocol-heading-4-5 = 试验结束后试验干预的获得
protocol-heading-5 = 试验人群
protocol-heading-5-1 = 试验人群描述及依据
protocol-heading-5-2 = 入选标准
protocol-heading-5-3 = 排除标准
protocol-heading-5-4 = 避孕
protocol-heading-5-4-1 = 育龄相关定义
protocol-heading-5-4-2 = 避孕要求
protocol-heading-5-5 = 生活方式限制
protocol-heading-5-5-1 = 用餐和饮食限制
protocol-heading-5-5-2 = 咖啡因、酒精、烟草及其他限制
protocol-heading-5-5-3 = 体力活动限制
protocol-heading-5-5-4 = 其他活动限制
protocol-heading-5-6 = 筛选失败和重新筛选
protocol-heading-6 = 试验干预和伴随治疗
protocol-heading-6-1 = 试验干预描述
protocol-heading-6-2 = 试验干预剂量和给药方案的依据
protocol-heading-6-3 = 试验干预的给予
protocol-heading-6-4 = 试验干预剂量调整
protocol-heading-6-5 = 试验干预过量的处理
protocol-heading-6-6 = 制备、贮存、处理和清点
protocol-heading-6-6-1 = 制备
protocol-heading-6-6-2 = 贮存和处理
protocol-heading-6-6-3 = 清点
protocol-heading-6-7 = 分配、随机化和盲法
protocol-heading-6-7-1 = 受试者分配
protocol-heading-6-7-2 = 随机化
protocol-heading-6-7-3 = 维持盲态的措施
protocol-heading-6-7-4 = 研究中心紧急揭盲
protocol-heading-6-8 = 试验干预的依从性
protocol-heading-6-9 = 非试验用干预描述
protocol-heading-6-9-1 = 背景干预
protocol-heading-6-9-2 = 挽救治疗
protocol-heading-6-9-3 = 其他非试验用干预
protocol-heading-6-10 = 伴随治疗
protocol-heading-6-10-1 = 禁用的伴随治疗
protocol-heading-6-10-2 = 允许的伴随治疗
protocol-heading-7 = 受试者终止试验干预及终止或退出试验
protocol-heading-7-1 = 个体受试者终止试验干预
protocol-heading-7-1-1 = 永久终止
protocol-heading-7-1-2 = 暂时中断
protocol-heading-7-1-3 = 再激发
protocol-heading-7-2 = 受试者终止或退出试验
protocol-heading-7-3 = 失访的处理
protocol-heading-8 = 试验评估和程序
protocol-heading-8-1 = 试验评估和程序的注意事项
protocol-heading-8-2 = 筛选/基线评估和程序
protocol-heading-8-3 = 有效性评估和程序
protocol-heading-8-4 = 安全性评估和程序
protocol-heading-8-4-1 = 体格检查
protocol-heading-8-4-2 = 生命体征
protocol-heading-8-4-3 = 心电图
protocol-heading-8-4-4 = 临床实验室评估
protocol-heading-8-4-5 = 妊娠检测
protocol-heading-8-4-6 = 自杀意念和行为风险监测
protocol-heading-8-5 = 药代动力学
protocol-heading-8-6 = 生物标志物
protocol-heading-8-6-1 = 遗传学、基因组学、药物遗传学和药物基因组学
protocol-heading-8-6-2 = 药效学生物标志物
protocol-heading-8-6-3 = 其他生物标志物
protocol-heading-8-7 = 免疫原性评估
protocol-heading-8-8 = 医疗资源利用和卫生经济学
protocol-heading-9 = 不良事件、严重不良事件、产品投诉、妊娠和产后信息及特殊安全性情况
protocol-heading-9-1 = 定义
protocol-heading-9-1-1 = 不良事件的定义
protocol-heading-9-1-2 = 严重不良事件的定义
protocol-heading-9-1-3 = 产品投诉的定义
protocol-heading-9-1-3-1 = 医疗器械产品投诉的定义
protocol-heading-9-2 = 收集和报告的时间及程序
protocol-heading-9-2-1 = 时间
protocol-heading-9-2-2 = 收集程序
protocol-heading-9-2-3 = 报告
protocol-heading-9-2-3-1 = 监管报告要求
protocol-heading-9-2-4 = 特别关注的不良事件
protocol-heading-9-2-5 = 不作为不良事件或严重不良事件的疾病相关事件或结局
protocol-heading-9-3 = 妊娠和产后信息
protocol-heading-9-3-1 = 受试者妊娠
protocol-heading-9-3-2 = 伴侣妊娠
protocol-heading-9-4 = 特殊安全性情况
protocol-heading-10 = 统计学考虑
protocol-heading-10-1 = 一般考虑
protocol-heading-10-2 = 分析集
protocol-heading-10-3 = 人口学和其他基线变量的分析
protocol-heading-10-4 = 与主要目的相关的分析
protocol-heading-10-4-1 = 主要目的{ $n ->
    [one] 一
    [two] 二
    [three] 三
    [four] 四
    [five] 五
    [six] 六
    [seven] 七
    [eight] 八
    [nine] 九
    [ten] 十
   *[alone] {""}
}
protocol-heading-10-4-1-1 = 统计分析方法
protocol-heading-10-4-1-2 = 与主要估计目标相关的数据处理
protocol-heading-10-4-1-3 = 缺失数据的处理
protocol-heading-10-4-1-4 = 敏感性分析
protocol-heading-10-4-1-5 = 补充分析
protocol-heading-10-5 = 与次要目的相关的分析
protocol-heading-10-5-1 = 次要目的{ $n ->
    [one] 一
    [two] 二
    [three] 三
    [four] 四
    [five] 五
    [six] 六
    [seven] 七
    [eight] 八
    [nine] 九
    [ten] 十
   *[alone] {""}
}
protocol-heading-10-6 = 与探索性目的相关的分析
protocol-heading-10-7 = 安全性分析
protocol-heading-10-8 = 其他分析
protocol-heading-10-9 = 期中分析
protocol-heading-10-10 = 多重性校正
protocol-heading-10-11 = 样本量确定
protocol-heading-11 = 试验监督和其他一般考虑
protocol-heading-11-1 = 监管和伦理考虑
protocol-heading-11-2 = 试验监督
protocol-heading-11-2-1 = 研究者职责
protocol-heading-11-2-2 = 申办者职责
protocol-heading-11-3 = 知情同意过程
protocol-heading-11-3-1 = 重新筛选的知情同意
protocol-heading-11-3-2 = 剩余样本的知情同意
protocol-heading-11-4 = 委员会
protocol-heading-11-5 = 保险和赔偿
protocol-heading-11-6 = 基于风险的质量管理
protocol-heading-11-7 = 数据治理
protocol-heading-11-8 = 数据保护
protocol-heading-11-9 = 源记录
protocol-heading-11-10 = 方案偏离
protocol-heading-11-11 = 研究中心提前关闭
protocol-heading-11-12 = 数据传播
protocol-heading-12 = 附录：支持性细节
protocol-heading-12-1 = 临床实验室检查
protocol-heading-12-2 = 国家/地区特定差异
protocol-heading-12-3 = 既往方案修订
protocol-heading-12-4 = 其他附录
protocol-heading-13 = 附录：术语和缩略语表
protocol-heading-14 = 附录：参考文献

## 各方案通用的内容
protocol-general-4-4 = 试验自首例受试者（或其监护人）签署知情同意书时开始，至末例受试者完成末次访视或联系（含安全性随访）时结束。
protocol-general-5-6 = 已签署知情同意书但未分配干预的受试者为筛选失败者，须记录其人口学资料、未符合的标准和任何严重不良事件。重新筛选须经申办者医师同意，重新签署知情同意书，并给予与原编号关联的新编号。
protocol-general-7-2 = 受试者可随时退出试验，无须说明理由，其医疗不因此受到不利影响。停止干预不等于退出试验：停止干预的受试者应继续完成其余访视。退出原因按受试者所述记录；经受试者同意，完成提前终止访视的评估。此前收集的数据予以保留并纳入分析。
protocol-general-7-3 = 受试者未按时访视时应电话联系，无效时书面联系，每次联系均须记录。直至试验结束时仍无法联系，且通过知情同意书和当地法律允许的联系人及公开渠道亦无法得知情况者，方为失访。
protocol-general-8-1 = 各项评估在研究流程表规定的访视和访视窗内进行。易受其他评估影响的项目先做。未做的评估应记录原因，尽可能在访视窗内补做。知情同意前常规诊疗中取得的结果，符合研究流程表要求者可用于筛选。
protocol-general-9-1-1 = 不良事件指受试者接受试验干预后出现的任何不利的医学事件，无论是否认为由其引起，包括新出现或加重的体征、症状、有临床意义的异常发现或疾病。知情同意前已存在且未加重的情况为病史。
protocol-general-9-1-2 = 不良事件符合以下任一情形者为严重不良事件：导致死亡；发生时危及生命；需住院或延长住院时间；导致持续或显著的残疾或功能丧失；先天性异常或出生缺陷；以及经医学判断危及受试者或需干预以防止上述结局的其他重要医学事件。严重性不同于严重程度：重度头痛本身并非严重不良事件。
protocol-general-9-1-3 = 产品投诉指试验用产品或其包装出厂后，关于其标识、质量、耐久性、可靠性、安全性或性能可能存在缺陷的任何书面或口头报告。
protocol-general-9-2-1 = 自签署知情同意书起至研究流程表规定的安全性随访结束，收集不良事件。研究者此后获知的严重不良事件，如可能与试验干预有关，亦应报告。
protocol-general-9-2-2 = 研究者在每次接触时以开放式提问了解情况。每一事件须记录诊断（无诊断时记录症状）、起止时间、严重程度、严重性、与试验干预的关系、采取的措施和转归，并随访至恢复、稳定、有其他解释或无法联系受试者为止。
protocol-general-9-2-3 = 研究者获知任何严重不良事件后应立即向申办者报告已知信息，并在获得更多信息后补充。申办者依据参考安全性信息评估其严重性、相关性和预期性。
protocol-general-9-2-3-1 = 申办者在法规规定的时限内，向监管机构、伦理委员会和研究者报告可疑且非预期严重不良反应（SUSAR），致死或危及生命者优先，并定期审阅全部安全性信息。
protocol-general-9-4 = 过量、误用、滥用、用药错误和职业暴露作为特殊情况记录和报告，即使未引起不良事件。
protocol-general-10-1 = 统计分析计划详述本方案的分析，在数据锁定及任何分组分析之前定稿。与主要目的相关的分析如有变更，须修订本方案。连续变量以例数、均值、标准差、中位数、最小值和最大值描述，分类变量以频数和百分比描述。
protocol-general-10-3 = 人口学和其他基线特征按组描述；除统计分析计划说明理由外，不作组间检验。
protocol-general-11-1 = 试验的实施遵循本方案、《赫尔辛基宣言》的伦理原则、药物临床试验质量管理规范和适用法律。首例受试者入组前，方案、知情同意书及其他提供给受试者的资料须经伦理委员会批准，必要时经监管机构批准。修订经批准后方可执行，但为消除紧急危害者除外。
protocol-general-11-2-1 = 研究者负责受试者的医疗、按方案在研究中心实施试验、仅向合格人员授权、完整及时地记录，并允许监查员、稽查员、伦理委员会和监管机构直接查阅记录。
protocol-general-11-2-2 = 申办者负责试验设计、质量管理、监查、试验用产品供应、安全性评估和报告、数据处理、分析和总结报告；委托服务供应商的工作，其责任仍由申办者承担。
protocol-general-11-3 = 在实施任何试验程序前，研究者以通俗语言向受试者或其监护人说明试验，给予提问时间，并取得注明日期的签字同意。每例受试者获得一份副本。出现可能影响参加意愿的新信息时，应再次取得同意。
protocol-general-11-6 = 试验开始前，申办者识别对受试者安全和结果可靠性至关重要的因素，评估其风险，并制定相称的措施。对重要风险设定可接受范围，试验期间评估偏离并采取行动，在总结报告中概述。
protocol-general-11-7 = 数据由经培训并具有各自权限的人员录入具有稽查轨迹的经验证系统。核查规则事先规定，质疑由研究中心答复，每次分析的数据在分组分析之前锁定。此前，工作可能因此受影响的人员不得接触分组数据。记录按法规要求的期限保存。
protocol-general-11-8 = 申办者仅以编号识别受试者。个人数据的处理遵循适用的数据保护法律和知情同意；泄露事件按法律要求报告。
protocol-general-11-9 = 源记录为首次记录数据的文件。各研究中心以清单列明各项数据的来源。源记录应可归因、清晰、同步、原始、准确和完整，并始终由研究者掌控。
protocol-general-11-10 = 方案偏离指任何背离已批准方案的情况。偏离须记录原因和措施；可能显著影响受试者权益、安全或结果可靠性者为重要偏离，须及时报告。不得事先豁免入选和排除标准。
protocol-general-11-11 = 申办者或研究者可提前关闭研究中心，尤其是入组不足、不遵守方案或药物临床试验质量管理规范，或出于安全性考虑时。应告知并妥善安置受试者，并通知伦理委员会和监管机构。
protocol-general-11-12 = 首例受试者入组前，试验在公开登记平台登记，无论结果如何均予公布。受试者将获得通俗易懂的结果概述。论文发表遵循医学期刊的署名建议。

## 需由人员撰写的内容
protocol-hint-1-1-1 = 待撰写：目的及其终点和估计目标的概述。
protocol-hint-1-2 = 待绘制：自筛选至结束的试验设计示意图。
protocol-hint-1-3 = 待补充：研究流程表。
protocol-hint-2-1 = 待撰写：开展本试验的理由，包括疾病、对干预的已有认识和本试验要填补的空白。
protocol-hint-2-2-1 = 待撰写：干预、试验程序和对照的风险及各自的降低措施。
protocol-hint-2-2-2 = 待撰写：受试者或未来患者可能的获益。
protocol-hint-2-2-3 = 待撰写：获益大于风险的理由。
protocol-hint-3-1-1 = 待撰写：主要目的及其估计目标。
protocol-hint-4-1-1 = 待撰写：患者、研究中心、监管机构或其他方对设计的影响。
protocol-hint-4-2-1 = 待撰写：所选估计目标能回答试验问题的理由。
protocol-hint-4-2-2 = 待撰写：选择该干预模式（如平行分组）的理由。
protocol-hint-4-2-3 = 待撰写：选择该对照的理由。
protocol-hint-4-2-4 = 待撰写：选择该持续时间的理由。
protocol-hint-4-2-5 = 待撰写：采用适应性或新型设计的理由，或说明未采用。
protocol-hint-4-2-6 = 待撰写：结束前查看数据的理由，或说明不查看。
protocol-hint-4-2-7 = 待撰写：设计其他方面的依据。
protocol-hint-4-5 = 待撰写：试验结束后受试者能否及如何获得试验干预。
protocol-hint-5-1 = 待撰写：试验人群及其选择理由，包括年龄范围和多样性。
protocol-hint-5-2 = 待撰写：受试者须符合的标准。
protocol-hint-5-3 = 待撰写：排除标准。
protocol-hint-5-4-1 = 待撰写：育龄受试者的定义。
protocol-hint-5-4-2 = 待撰写：避孕要求、对象和期限，或说明无要求。
protocol-hint-5-5-1 = 待撰写：用餐和饮食限制，或说明无限制。
protocol-hint-5-5-2 = 待撰写：咖啡因、酒精、烟草等的限制，或说明无限制。
protocol-hint-5-5-3 = 待撰写：体力活动限制，或说明无限制。
protocol-hint-5-5-4 = 待撰写：驾驶、献血等其他活动的限制，或说明无限制。
protocol-hint-6-2 = 待撰写：剂量和给药方案的依据。
protocol-hint-6-3 = 待撰写：给予方式，包括途径、时间、部位及漏用的处理。
protocol-hint-6-4 = 待撰写：减量、推迟或恢复用药的条件。
protocol-hint-6-5 = 待撰写：过量的定义和处理。
protocol-hint-6-6-1 = 待撰写：产品的制备。
protocol-hint-6-6-2 = 待撰写：产品的贮存和处理。
protocol-hint-6-6-3 = 待撰写：供应、回收和销毁的记录。
protocol-hint-6-7-1 = 待撰写：受试者的分配方法。
protocol-hint-6-7-2 = 待撰写：随机表的生成方法，或说明非随机。
protocol-hint-6-7-3 = 待撰写：设盲对象和措施，或说明为开放试验。
protocol-hint-6-7-4 = 待撰写：研究者可揭盲的情形和方法。
protocol-hint-6-8 = 待撰写：依从性的测量和依从性差的处理。
protocol-hint-6-9-1 = 待撰写：背景干预，或说明无。
protocol-hint-6-9-2 = 待撰写：挽救治疗，或说明无。
protocol-hint-6-9-3 = 待撰写：其他非试验用干预，或说明无。
protocol-hint-6-10-1 = 待撰写：禁用的治疗及洗脱期。
protocol-hint-6-10-2 = 待撰写：允许的治疗及其条件。
protocol-hint-7-1-1 = 待撰写：永久终止干预的原因。
protocol-hint-7-1-2 = 待撰写：中断干预的情形。
protocol-hint-7-1-3 = 待撰写：中断后能否及何时恢复干预。
protocol-hint-8-2 = 待撰写：筛选和基线评估。
protocol-hint-8-3 = 待撰写：有效性评估，包括工具和评估者。
protocol-hint-8-4-1 = 待撰写：体格检查，或说明无。
protocol-hint-8-4-2 = 待撰写：生命体征及测量体位和静息要求，或说明无。
protocol-hint-8-4-3 = 待撰写：心电图及其判读，或说明无。
protocol-hint-8-4-4 = 待撰写：实验室检查及承担的实验室，或说明无。
protocol-hint-8-4-5 = 待撰写：妊娠检测，或说明不做的理由。
protocol-hint-8-4-6 = 待撰写：自杀意念和行为监测，或说明不做的理由。
protocol-hint-8-5 = 待撰写：药代动力学采样，或说明无。
protocol-hint-8-6-1 = 待撰写：遗传学样本，或说明无。
protocol-hint-8-6-2 = 待撰写：药效学生物标志物，或说明无。
protocol-hint-8-6-3 = 待撰写：其他生物标志物，或说明无。
protocol-hint-8-7 = 待撰写：免疫原性评估，或说明不评估。
protocol-hint-8-8 = 待撰写：医疗资源利用，或说明不评估。
protocol-hint-9-1-3-1 = 待撰写：医疗器械投诉，或说明本试验无器械。
protocol-hint-9-2-4 = 待撰写：特别关注的不良事件，或说明无。
protocol-hint-9-2-5 = 待撰写：不作为不良事件报告的疾病相关事件，或说明无。
protocol-hint-9-3-1 = 待撰写：受试者妊娠时的处理。
protocol-hint-9-3-2 = 待撰写：受试者伴侣妊娠时的处理。
protocol-hint-10-4-1-1 = 待撰写：主要分析方法。
protocol-hint-10-4-1-2 = 待撰写：与估计目标相关的数据处理。
protocol-hint-10-4-1-3 = 待撰写：缺失数据的处理。
protocol-hint-10-4-1-4 = 待撰写：敏感性分析，或说明无。
protocol-hint-10-4-1-5 = 待撰写：补充分析，或说明无。
protocol-hint-10-8 = 待撰写：亚组等其他分析，或说明无。
protocol-hint-10-11 = 待撰写：所需例数及全部假设。
protocol-hint-11-3-1 = 待撰写：重新筛选的知情同意。
protocol-hint-11-3-2 = 待撰写：剩余样本使用的知情同意，或说明不保留样本。
protocol-hint-11-4 = 待撰写：各委员会的成员、职责和可查阅的数据。
protocol-hint-11-5 = 待撰写：受试者和研究者的保险和赔偿。
protocol-hint-12-1 = 待撰写：临床实验室检查清单。
protocol-hint-12-2 = 待撰写：国家或区域差异，或说明无。
protocol-hint-12-3 = 待撰写：既往修订及其变更，或说明无。
protocol-hint-13 = 待撰写：术语和缩略语。
protocol-hint-14 = 待撰写：参考文献。
