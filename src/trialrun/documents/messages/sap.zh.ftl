# 统计分析计划。消息中不含数字，数字由占位提供。

## 标题页、签字页、目录
sap-document-kind = 统计分析计划
sap-label-protocol-version = 方案版本
sap-label-date = 计划日期
sap-label-version = 计划版本
sap-heading-signatures = 签字页
sap-signatures-lead = 以下签字人同意本研究的统计分析按本计划执行。
sap-signer-author = 撰写人（研究统计师）
sap-signer-reviewer = 审核人（独立统计师）
sap-signer-sponsor = 申办者代表
sap-head-role = 角色
sap-head-name = 姓名
sap-head-signature = 签名
sap-head-date = 日期
sap-heading-contents = 目录

## 标题
sap-heading-1 = 引言
sap-heading-1-1 = 计划的目的
sap-heading-1-2 = 数据与标准
sap-heading-2 = 研究目的、终点和估计目标
sap-heading-2-1 = 研究目的
sap-heading-2-2 = 研究终点
sap-heading-2-3 = 估计目标
sap-heading-2-4 = 统计假设
sap-heading-3 = 研究设计
sap-heading-3-1 = 设计与治疗组
sap-heading-3-2 = 随机化与盲法
sap-heading-3-3 = 研究流程表
sap-heading-4 = 样本量与检验效能
sap-heading-5 = 期中分析与停止规则
sap-heading-5-1 = 期中分析与停止界值
sap-heading-5-2 = 安全性停止规则
sap-heading-6 = 分析人群
sap-heading-6-1 = 人群定义及衍生规则
sap-heading-6-2 = 受试者分布与基线特征
sap-heading-7 = 一般考虑
sap-heading-7-1 = 数值与检验的约定
sap-heading-7-2 = 基线与分析访视
sap-heading-7-3 = 缺失数据
sap-heading-7-4 = 日期与治疗期间出现的事件
sap-heading-7-5 = 研究中心与地区
sap-heading-7-6 = 亚组
sap-heading-8 = 有效性分析
sap-heading-8-1 = 检验顺序与多重性
sap-heading-8-2 = 主要分析
sap-heading-8-3 = 次要分析
sap-heading-8-4 = 支持性分析与亚组分析
sap-heading-9 = 安全性分析
sap-heading-9-1 = 暴露程度
sap-heading-9-2 = 不良事件
sap-heading-9-3 = 实验室检查与生命体征
sap-heading-9-4 = 其他安全性分析
sap-heading-10 = 分析数据集的衍生
sap-heading-11 = 模拟得到的运行特征
sap-heading-12 = 对方案的变更
sap-heading-13 = 参考文献
sap-heading-14 = 图表及模板
sap-heading-14-1 = 图表清单
sap-heading-14-2 = 表格模板
sap-heading-14-3 = 图形模板

## 须由人撰写的内容
sap-hint-any = 本节文字。
sap-hint-1-1 = 说明本计划的目的。
sap-hint-1-2 = 列出数据标准、词典和软件及其版本。
sap-hint-2-1 = 陈述研究目的。
sap-hint-2-2 = 定义研究终点。
sap-hint-2-3 = 定义估计目标及其五个属性。
sap-hint-2-4 = 陈述各主要终点的原假设和备择假设。
sap-hint-3-1 = 描述研究设计和治疗组。
sap-hint-3-2 = 描述随机化、分层和盲法，以及揭盲的人员和时点。
sap-hint-3-3 = 给出研究流程表。
sap-hint-4 = 给出样本量的依据、假设及其来源。
sap-hint-5-1 = 描述期中分析、实施者和界值。
sap-hint-5-2 = 描述安全性停止规则。
sap-hint-6-1 = 定义分析人群。
sap-hint-6-2 = 说明受试者分布和基线的展示内容。
sap-hint-7-1 = 说明修约、检验水准和P值的约定。
sap-hint-7-2 = 定义基线和分析访视。
sap-hint-7-3 = 说明缺失数据的处理及敏感性分析。
sap-hint-7-4 = 说明不完整日期的处理。
sap-hint-7-5 = 说明研究中心和地区在分析中的处理。
sap-hint-7-6 = 列出亚组。
sap-hint-8-1 = 说明检验顺序和I类错误的控制。
sap-hint-8-2 = 描述各主要终点的分析。
sap-hint-8-3 = 描述各次要终点的分析。
sap-hint-8-4 = 描述支持性、敏感性和亚组分析。
sap-hint-9-1 = 描述暴露和依从性的分析。
sap-hint-9-2 = 描述不良事件的分析。
sap-hint-9-3 = 描述实验室检查和生命体征的分析。
sap-hint-9-4 = 描述其他安全性分析。
sap-hint-10 = 描述分析数据集的衍生。
sap-hint-11 = 以模拟给出设计的运行特征：先对研究进行预演，再重新生成本计划。
sap-hint-12 = 列出对方案的变更及其理由。
sap-hint-13 = 列出参考文献。
sap-hint-14-1 = 列出表格、图形和列表。
sap-hint-14-2 = 给出各表格的版式。
sap-hint-14-3 = 给出各图形的版式。

## 引言与目的
sap-purpose = 本计划规定方案{$protocol}（“{$study}”）的统计分析，细化方案统计部分未详述的内容，使各项分析在数据揭盲前即已确定。
sap-purpose-changes = 本计划与方案不一致之处见{$section}，以本计划为准。
sap-data-standards = 采集数据按研究数据列表模型（SDTM）存放，分析数据按分析数据模型（ADaM）存放，由前者衍生后者的方法见{$section}。各项分析均基于分析数据集，报告中的每个数值均可追溯至分析数据集。
sap-hypotheses-lead = 检验以下假设：
sap-hypothesis-dose = {$endpoint}：原假设为均值与剂量（{$doses}）无关，备择假设为均值与剂量呈线性关系（方向不限），双侧检验水准{$alpha}。
sap-hypothesis-pair = { $kind ->
    [hazard] {$endpoint}：原假设为{$one}组与{$other}组的风险率相同，备择假设为两组不同（方向不限），双侧检验水准{$alpha}。
    [share] {$endpoint}：原假设为{$one}组与{$other}组的发生率相同，备择假设为两组不同（方向不限），双侧检验水准{$alpha}。
   *[mean] {$endpoint}：原假设为{$one}组与{$other}组的均值相同，备择假设为两组不同（方向不限），双侧检验水准{$alpha}。
}
sap-level-overall = {$alpha}（各次分析合计；各次分析的名义单侧检验水准见{$place}）

## 研究设计
sap-design = 研究设计：{$design}。
sap-design-epochs = 计划的研究阶段包括：{$epochs}。
sap-design-regions = 受试者来自以下地区：{$regions}。
sap-design-arms = 各治疗组见{$table}。
sap-allocation = 受试者按{$ratio}的比例随机分配至{$arms}组。
sap-blocks = { $strata ->
    [some] 在各层内采用置换区组随机，区组长度另行记录于研究中心不可见的文件中。
   *[none] 采用置换区组随机，区组长度另行记录于研究中心不可见的文件中。
}
sap-strata = 随机化按以下因素分层：{$strata}。
sap-schedule-lead = 各次访视的项目见{$table}。

## 样本量
sap-planned = 计划随机化{$subjects}例受试者。
sap-means-lead = 两组均值比较的假设以及由此得到的例数见{$table}。
sap-head-assumption = 假设与结果
sap-head-per-arm-exact = 每组例数（正态近似）
sap-head-per-arm-t = 每组例数（t分布）
sap-head-per-arm-planned = 每组计划例数
sap-head-power-planned = 计划例数下的检验效能
sap-note-means = 正态近似的例数为向上取整前的数值；计划例数下的检验效能按t分布计算，未考虑脱落。
sap-note-one = 所述检验效能和例数仅适用于一个终点、一对治疗组且不考虑脱落的情形；整个试验成功的概率较低，见{$section}。
sap-events-test = 本研究的样本量由事件数决定。{$analysis}：以成组序贯检验比较{$one}组与{$other}组，单侧I类错误率{$alpha}，检验效能{$power}，假设情景为“{$scenario}”。
sap-events-needed = 最终分析需{$events}个事件，平均风险比为{$ratio}。
sap-events-power = 按计划事件数，检验效能为{$power}%，由检验的期望得分（按各层处于风险中的受试者）计算得到。
sap-events-schoenfeld = 按Schoenfeld近似为{$power}%，该近似未考虑两组处于风险中的人数逐渐失衡以及分层造成的信息损失。
sap-events-simulated = 同一情景下的模拟结果为{$simulated}（见{$section}）。
sap-events-fixed = 若不作期中分析，需{$fixed}个事件；期中分析使其增至{$inflation}倍。
sap-events-subjects = 为按时达到上述事件数，随机化{$subjects}例受试者；预计首个研究中心启动后{$months}个月末例受试者入组。

## 期中分析
sap-share = {$share}%
sap-looks-at = 计划在信息分数（事件数占最终分析事件数的比例）达到{$shares}时进行期中分析。
sap-spending = 单侧I类错误率{$alpha}按{$function}在各次分析间分配。
sap-futility = { $binding ->
    [yes] 研究可在期中分析时因无效而提前终止，II类错误按{$function}分配。无效性界值为强制界值：有效性界值的计算以遵守该界值为前提。最终分析不设无效性界值：未达到有效性界值即未证实疗效。
   *[no] 研究可在期中分析时因无效而提前终止，II类错误按{$function}分配。无效性界值为非强制界值：越过该界值而继续研究时，I类错误率仍得到控制。最终分析不设无效性界值：未达到有效性界值即未证实疗效。
}
sap-spending-function = { $function ->
    [lan-demets-obrien-fleming] Lan-DeMets消耗函数（O'Brien-Fleming型）
    [lan-demets-pocock] Lan-DeMets消耗函数（Pocock型）
    [hwang-shih-decani] Hwang-Shih-DeCani消耗函数
   *[kim-demets] Kim-DeMets幂函数型消耗函数
}
sap-spending-parameter = {$function}（参数{$parameter}）
sap-bounds-lead = 各次计划分析的界值见{$table}。
sap-chances-lead = 各次分析时终止的概率见{$table}。
sap-bounds-timing = 若实际分析时的事件数与计划不同，界值按消耗函数由实际达到的信息分数计算。期中结果仅由负责审查的独立委员会知悉。
sap-bounds-cut-off = 各次分析的数据截止日期为达到其计划事件数之日；此后发生的情况不计入，届时未发生事件的受试者在截止日期前最后一次已知未发生事件之日删失。
sap-head-events = 事件数
sap-looks-lead = 方案描述了以下期中分析：
sap-rules-none = 未规定安全性停止规则。
sap-rules-lead = 研究期间按{$table}的规则审查安全性数据。这些规则仅因安全性停止某一组，不消耗有效性分析的I类错误率。
sap-exact-lead = 方案所述的错误率与精确计算的结果对比见{$table}。
sap-title-exact = 停止规则的错误率
sap-head-stated-type-i-error = 误停概率（所述）
sap-head-type-i-error = 误停概率（精确）
sap-head-stated-power = 正确停止概率（所述）
sap-head-power = 正确停止概率（精确）
sap-note-exact = { $reviews ->
    [some] 精确值：在规则所依据的发生率下，由某一组与对照组发生事件例数的二项分布计算，并按规则在每次计划审查时均适用。
   *[none] 精确值：在规则所依据的发生率下，由某一组与对照组发生事件例数的二项分布计算，规则仅在结束时适用一次。
}

## 人群
sap-populations-lead = 各分析人群的定义以及由记录衍生的规则见{$table}。
sap-populations-arm = { $treatment ->
    [actual] 有效性按随机分配的治疗组展示，安全性按实际接受的治疗展示。
   *[planned] 有效性和安全性均按随机分配的治疗组展示。
}
sap-title-populations = 分析人群的定义
sap-head-definition = 定义
sap-head-rule = 由记录衍生的规则
sap-head-flag = 变量
sap-rule-within = 属于“{$population}”
sap-rule-randomised = 已随机化
sap-rule-treated = 至少有一条暴露记录
sap-rule-post-baseline = 基线后至少有一条{$tests}记录（各项均须满足）
sap-rule-visit = 到达访视“{$visit}”
sap-rule-completed = 研究结束状态记录为完成研究
sap-visit-number = 访视{$number}
sap-described-lead = 受试者分布和基线按治疗组及合计展示：
sap-display-colon = {$display}：
sap-shows-populations = { $kind ->
    [sites] 各研究中心在以下人群中的例数：{$populations}。
   *[populations] 以下人群的例数和百分比：{$populations}。
}
sap-shows-disposition = 接受治疗、完成研究和提前退出的例数，以及退出原因。
sap-shows-characteristics = {$rows}。
sap-shows-tests = 组间比较采用{$tests}，P值为描述性。
sap-shows-no-tests = 不作组间检验。
sap-baseline-test = { $test ->
    [anova] 单因素方差分析
    [chi-square] Pearson卡方检验
   *[fisher] Fisher精确检验
}

## 一般考虑
sap-summaries = 连续变量以例数、均值、标准差（SD）、中位数、最小值和最大值汇总，分类变量以例数和百分比汇总。小数位数见图表模板：均值较原始值多一位，标准差多两位。
sap-rounding = { $rounding ->
    [half-even] 数值仅在输出时修约，恰为一半时修约至偶数。
   *[half-up] 数值仅在输出时修约，采用四舍五入（恰为一半时向远离零的方向进位）。
}
sap-decimals = { $n ->
    [0] 除另有规定外，百分比不保留小数；大于零但修约后为零的百分比以小于最小可显示值表示。
    [1] 除另有规定外，百分比保留一位小数。
   *[other] 除另有规定外，百分比保留两位小数。
}
sap-level = 除另有规定外，置信区间为双侧，置信水平{$level}。
sap-alpha = 除另有规定外，检验为双侧，检验水准{$alpha}。
sap-alpha-looks = {$analysis}：双侧检验水准为{$level}。
sap-p-values = 修约后为零的P值以小于最小可显示值表示。无法估计的统计量显示为NE。
sap-baseline-lead = 基线定义如下：
sap-baseline-of = {$data_set}：访视“{$visit}”的值，变量另有规定者除外。
sap-baseline-none = {$data_set}：量表直接评定变化，无基线。
sap-baseline-window = {$data_set}：分析访视“{$visit}”的分析值。
sap-baseline-findings = { $change ->
    [yes] {$data_set}：访视“{$visit}”的值，其自身的变化为零。
   *[no] {$data_set}：访视“{$visit}”的值，其自身不计算变化。
}
sap-windows-lead = 问卷评估按研究日归入分析访视，见{$table}。
sap-windows-chosen = 同一窗口内有多次评估时，取距目标日最近的一次；距离相同时取较早的一次。
sap-title-windows = 分析访视的窗口（研究日）
sap-head-visit = 分析访视
sap-head-target = 目标日
sap-head-first-day = 首日
sap-head-last-day = 末日
sap-open = 不限
sap-visits-lead = 实验室检查和生命体征按计划访视分析，见{$table}。
sap-title-visits = 实验室检查和生命体征的分析访视
sap-head-visits = 流程表中的访视
sap-end-of-treatment = { $value ->
    [yes] {$first}至{$last}的末次有结果的记录
   *[no] {$first}至{$last}的末次记录
}
sap-carried = { $baseline ->
    [yes] {$data_set}：基线后的分析访视缺失时，{$parameters}以其前的末次分析值填补（末次观察值结转）；此前无基线后数值者以基线值结转。
   *[no] {$data_set}：分析访视缺失时，{$parameters}以其前的末次分析值填补（末次观察值结转）；不结转治疗前的数值。
}
sap-total-missing = { $none ->
    [yes] {$total}：数据中无总分时由各条目求和；任一条目缺失时不计算总分。
   *[no] {$total}：数据中无总分时由各条目求和。缺失条目超过{$share}%时不计算总分；未超过时按量表全距折算。
}
sap-mean-missing = {$parameter}：以可获得的数值求均值，不作填补。
sap-censored = 未发生事件者的时间按删失处理，见{$section}。
sap-findings-missing = { $kind ->
    [both] 实验室检查和生命体征的缺失值不填补。
    [vital] 生命体征的缺失值不填补。
   *[laboratory] 实验室检查的缺失值不填补。
}
sap-nothing-else = 其他缺失值均不填补。
sap-historical-see = 相关说明见{$section}。
sap-study-days = 研究日自首次用药起算：首次用药当日为第一日，其前一日为负一日，无零日。
sap-emergent = 开始日期不早于首次用药日期的不良事件为治疗期间出现的不良事件。
sap-partial-lead = 不良事件的开始日期不完整时按以下规则填补，使可能在治疗期间开始的事件计入治疗期间：
sap-partial-month-first-dose = 年、月与首次用药相同：取首次用药日期。
sap-partial-month-other = 已知年、月，但非首次用药当月：取该月首日。
sap-partial-year-first-dose = 仅知年份，且与首次用药同年：取首次用药日期。
sap-partial-year-later = 仅知年份，且晚于首次用药之年：取该年首日。
sap-partial-year-earlier = 仅知年份，且早于首次用药之年：不填补，不计为治疗期间出现。
sap-partial-nothing = 日期完全缺失，且受试者已用药：取首次用药日期。
sap-partial-none = 不良事件的不完整开始日期不填补，此类事件无开始日期。
sap-duration = { $imputed ->
    [yes] 结束日期不填补。事件持续时间含首日和末日，开始日期经填补者亦计算。
   *[no] 结束日期不填补。事件持续时间含首日和末日，仅在两个日期均完整采集时计算。
}
sap-pooling = 任一组受试者少于{$minimum}例的研究中心合并为一个（数据中记为{$value}）。若合并后仍有某组不足，则依次并入受试者最少的其余中心。含合并中心的模型均采用合并后的中心组。
sap-no-pooling = 不合并研究中心，模型中无研究中心项。
sap-sites-strata = 有效性检验的分层因素与随机化一致：{$strata}。
sap-regions = 同时按地区描述结果。
sap-regions-see = 各地区及其他亚组的效应分析见{$section}。
sap-consistency = 某一地区的效应不低于总体效应的{$share}%时视为与总体一致，该评价为描述性。
sap-subgroups-none = 未计划亚组分析。
sap-subgroups-lead = 计划以下亚组分析，均为描述性，不作交互作用检验。

## 有效性
sap-gates-lead = 仅可按以下条件得出结论：
sap-gates-descriptive = 条件未满足的比较以及未列入任何条件的分析均为描述性，其P值为名义P值，不支持任何结论。
sap-order-looks = {$analysis}：单侧I类错误率{$alpha}在各次分析间分配，见{$section}。任一次分析达到有效性界值即可得出结论。
sap-order-one = 仅有一项主要分析，且仅该项分析可支持结论，其他分析均为描述性。
sap-order-none = 未规定检验顺序和多重比较的校正，主要分析以外的P值均为描述性。
sap-order-others = 其他分析均为描述性，其P值为名义P值，不支持任何结论。
sap-item-endpoint = 终点：{$endpoint}。
sap-item-population = 人群：{$population}。
sap-item-method = 方法：{$method}
sap-item-dose = 剂量-反应：以剂量数值（{$doses}）代替治疗组纳入模型，检验其斜率是否为零。
sap-item-comparisons = 组间比较：{$pairs}。
sap-item-missing = 缺失值：{$missing}。
sap-item-level = 水准：双侧检验水准{$alpha}，置信水平{$level}。
sap-item-looks = 估计值和置信区间未因多次分析而校正；因有效而提前终止时往往高估疗效，解读时须予考虑。
sap-item-interval = 水准：置信水平{$level}；检验不用于得出结论。
sap-item-display = 结果见{$display}。
sap-item-no-display = 报告中无图表展示该项分析，数值保留在分析数据集{$data_set}中。
sap-item-remark = 说明：{$remark}
sap-pair = {$one}组与{$other}组
sap-dose-test = 线性剂量-反应
sap-method-ancova = { $kind ->
    [some] 协方差分析，模型含治疗组及以下项：{$terms}。
   *[none] 协方差分析，模型含治疗组。
}
sap-method-anova = { $kind ->
    [some] 方差分析，模型含治疗组及以下项：{$terms}。
   *[none] 方差分析，模型含治疗组。
}
sap-method-means = { $weights ->
    [equal] 调整（最小二乘）均值对其他因素的各水平等权。
   *[observed] 调整（最小二乘）均值对其他因素的各水平按实际频数加权。
}
sap-method-fisher = 对发生事件的例数作双侧Fisher精确检验。
sap-method-kaplan-meier = { $test ->
    [yes] 以Kaplan-Meier法估计至事件时间的中位数及其置信区间。图中另给出所有组对数秩检验的P值，为描述性。
   *[no] 以Kaplan-Meier法估计至事件时间的中位数及其置信区间，不作检验。
}
sap-method-logrank = { $kind ->
    [some] 对数秩检验，分层因素：{$strata}。风险比及其置信区间由相同分层的Cox模型估计，生存曲线和中位时间以Kaplan-Meier法估计。
   *[none] 对数秩检验。风险比及其置信区间由Cox模型估计，生存曲线和中位时间以Kaplan-Meier法估计。
}
sap-method-summary = 按治疗组作描述性统计，不作检验。
sap-method-name = { $method ->
    [ancova] 协方差分析
    [anova] 方差分析
    [fisher] Fisher精确检验
    [kaplan-meier] Kaplan-Meier法
    [logrank] 对数秩检验、Cox模型
   *[summary] 描述性统计
}
sap-method-with = {$method}（{$terms}）
sap-head-comparisons = 比较
sap-head-display = 图表
sap-analyses-none = 未计划此类分析。
sap-secondary-lead = 次要终点的分析见{$table}。除另有说明外，方法同{$section}。
sap-title-analyses-secondary = 次要终点的分析
sap-supportive-lead = 支持性分析和亚组分析见{$table}。方法同{$section}，均为描述性。
sap-title-analyses-supportive = 支持性分析与亚组分析

## 安全性
sap-exposure = 按治疗组汇总研究治疗的暴露情况：
sap-exposure-none = 未计划暴露情况的图表。
sap-shows-exposure = {$rows}；人群：{$populations}。
sap-events = 不良事件按系统器官分类和首选术语汇总，列出至少发生一次的受试者例数和百分比以及事件例次。治疗期间出现的不良事件定义见{$section}。同一受试者无论发生多少次，每行仅计一次。
sap-shows-events = {$title}。
sap-shows-fisher = Fisher精确检验：{$pairs}。
sap-shows-mark = 标记小于{$limit}的P值；P值为描述性，未作多重性校正。
sap-queries = 单独分析以下特别关注的事件：{$queries}。所含术语见{$section}。
sap-shows-changes = 按访视列出数值及较基线变化，不作检验：{$groups}。访视：{$visits}。
sap-safety-others-none = 未计划其他安全性分析。

## 衍生
sap-data-set = { $name ->
    [ADSL] {$name_shown}：受试者
    [ADAE] {$name_shown}：不良事件
    [ADTTE] {$name_shown}：至事件时间
    [ADVS] {$name_shown}：生命体征
    [ADLBC] {$name_shown}：血生化
    [ADLBH] {$name_shown}：血液学
    [ADQSADAS] {$name_shown}：认知量表
    [ADQSCIBC] {$name_shown}：印象变化量表
    [ADQSNPIX] {$name_shown}：神经精神量表
   *[other] {$name_shown}
}
sap-adsl-lead = 每例随机化受试者一条记录。分析人群按{$section}衍生。
sap-treatment-start = { $start ->
    [visit] 首次用药日期取访视“{$visit}”的日期。
   *[exposure] 首次用药日期取首条暴露记录的日期；访视“{$visit}”为基线。
}
sap-actual-treatment = { $treatment ->
    [collected] 实际治疗取记录的实际治疗组。
   *[planned] 实际治疗视同计划治疗组。
}
sap-randomisation-date = 随机化日期取处置事件中随机化记录的日期。
sap-measured-height = 身高：访视“{$visit}”的首个结果。
sap-measured-weight = 体重：访视“{$visit}”的首个结果。
sap-measured-education = 受教育年限：访视“{$visit}”的首个结果。
sap-measured-any-height = 身高：任一访视的首个结果。
sap-measured-any-weight = 体重：任一访视的首个结果。
sap-measured-any-education = 受教育年限：任一访视的首个结果。
sap-bmi = 体重指数：以存储的体重（千克）除以身高（米）的平方。
sap-cognition = 认知筛查评分为各条目之和。
sap-disease-duration = 病程：自记录的发病日期至筛选访视，以月计（每月{$days}天）。
sap-baseline-value = {$label}：取自{$visit}。
sap-any-visit = 任一访视
sap-region = 地区：按定义中受试者所在国家归属的地区。
sap-last-alive = 末次已知存活日期取以下日期中最晚者：{$dates}。
sap-age-groups = 年龄分组：{$groups}。
sap-bmi-groups = 体重指数分组：{$groups}。
sap-disease-duration-groups = 病程分组：{$groups}。
sap-title-dosing = 各阶段的计划日剂量
sap-head-doses = 日剂量（按阶段顺序）
sap-dose-until = {$dose}（至{$visit}）
sap-title-reasons = 分析用的退出原因
sap-head-reason = 原因
sap-head-terms = 记录的术语
sap-adae-lead = 随机化受试者的每例次不良事件一条记录。不完整日期和治疗期间出现的判定见{$section}。
sap-queries-lead = 特别关注的事件按编码术语确定：
sap-query = {$query}：{$rule}。
sap-query-terms-containing = 首选术语含{$words}
sap-query-body-systems = 系统器官分类{$words}的全部事件
sap-query-except-terms = 不含{$words}
sap-title-occurrences = 首次发生的标识
sap-head-variable = 变量
sap-head-among = 标记以下事件中的首次
sap-head-within = 对每个
sap-among-all = 治疗期间出现的不良事件
sap-among-serious = 治疗期间出现的严重不良事件
sap-among-query = 治疗期间出现的“{$query}”
sap-within = { $variable ->
    [AEBODSYS] 系统器官分类
    [AEDECOD] 首选术语
   *[other] {$name}
}
sap-within-subject = 受试者
sap-adtte-lead = 各时间的事件、起点和删失见{$table}。
sap-months = 以月计的时间为天数除以{$days}。
sap-cut-off = {$date}之后的数据不计入，时间在该日删失。
sap-title-times = 至事件时间
sap-head-parameter = 参数
sap-head-origin = 起点
sap-head-censoring = 删失
sap-date = { $variable ->
    [TRTSDT] 首次用药日期
    [RANDDT] 随机化日期
    [RFENDT] 参加研究结束日期
    [LSTALVDT] 末次已知存活日期
   *[other] {$name}
}
sap-censoring = {$description}：{$date}
sap-questionnaire-lead = { $change ->
    [none] 参数见{$table}。每条记录为一次分析访视的数值。
   *[yes] 参数见{$table}。每条记录为一次分析访视的数值、基线值及较基线变化。
}
sap-questionnaire-see = 窗口见{$windows}，缺失值见{$missing}。
sap-title-parameters = {$data_set}的参数
sap-head-code = 代码
sap-head-source = 来源
sap-head-unit = 单位
sap-parameter-source = { $kind ->
    [total] {$codes}；缺失时由条目计算
   *[taken] {$codes}
}
sap-total = {$total}由以下条目计算（括号内为最高分）：{$items}。
sap-total-item = {$codes}（{$maximum}）
sap-mean = {$parameter}为{$visits}可获得总分的均值。
sap-findings-lead = 参数见{$table}。每条记录为一次结果、基线值及较基线变化。
sap-findings-see = 分析访视见{$section}。
sap-other-records = { $kept ->
    [none] 不属于任何分析访视的记录不保留。
    [unscheduled] 计划外访视的记录保留在数据集中，不按访视分析。
   *[all] 不属于任何分析访视的记录保留在数据集中，不按访视分析。
}
sap-threshold = 结果低于参考范围下限的{$low}倍为显著偏低，高于上限的{$high}倍为显著偏高。
sap-worst = 在{$first}至{$last}的访视中标识每例受试者各参数的最差结果。
sap-change-previous = 另衍生较前次计划访视的变化，以参考范围宽度的{$share}%为单位；超过{$limit}个单位者计为偏低或偏高。
sap-time-points = 访视内的时间点：{$points}。

## 运行特征
sap-operating-lead = {$table}列出以受试者水平的整体试验模拟得到的成功概率，每个情景模拟{$trials}次试验。
sap-operating-size = 试验的持续时间和规模见{$table}。
sap-success-gate = 满足以下条件时试验成功：{$gate}。
sap-success-test = 以下分析达到有效性界值时试验成功：{$analysis}。
sap-title-operating = 各情景下的成功概率
sap-title-size = 各情景下试验的持续时间和规模
sap-head-scenario = 情景
sap-head-success = 成功概率（蒙特卡罗标准误）
sap-head-success-with-futility = 成功概率：遵守无效性规则（蒙特卡罗标准误）
sap-head-success-without-futility = 成功概率：不遵守无效性规则（蒙特卡罗标准误）
sap-head-calculated = 计算值
sap-head-duration = 至决策的时间（月）
sap-head-last-patient-in = 至末例受试者入组的时间（月）
sap-head-subjects = 随机化例数
sap-with-error = {$estimate}（{$error}）
sap-note-success = 计算值：同一概率由数值积分得到，未经模拟；未计算者以短横表示。
sap-note-futility = 在无效应的情景下，成功概率即I类错误率。因无效性规则为非强制，按不遵守该规则评价I类错误率。
sap-note-approximation = 计算值按各层处于风险中的受试者得到。Schoenfeld近似未考虑两组处于风险中的人数逐渐失衡以及分层造成的信息损失，在相同假设下给出的检验效能有所不同。
sap-note-stated = {$section}所述检验效能仅适用于一个终点、一对治疗组且不考虑脱落的情形；此处的成功要求更多。
sap-note-size = 数值为按实际执行方式模拟的试验的均值；时间自首个研究中心启动起算。

## 变更与图表
sap-changes-none = 未记录对方案统计部分的变更。
sap-changes-lead = { $kind ->
    [decided] 各列所示文件不一致之处对照见{$table}；末列为本计划的做法，仅末列代表本计划。
   *[sides] 方案与本计划不一致之处对照见{$table}。
}
sap-title-changes = { $kind ->
    [decided] 既有文件间的差异及本计划的做法
   *[sides] 方案与本计划的差异
}
sap-head-this-plan = 本计划
sap-title-displays = 报告中的图表
sap-head-number = 编号
sap-head-title = 标题
sap-head-kind = 类型
sap-all-subjects = 全部受试者
sap-kind = { $kind ->
    [populations] 分析人群
    [sites] 各中心例数
    [characteristics] 特征汇总
    [comparison] 组间比较
    [adverse-events] 不良事件
    [change-by-visit] 各访视变化
    [disposition] 受试者分布
    [exposure] 暴露
    [subgroups] 森林图
   *[kaplan-meier] Kaplan-Meier图
}
sap-shells-lead = 模板中以字母代替数值（xx为例数，xx.x为一位小数的数值，x.xxx为P值），尖括号内的文字代替由数据决定的行名。参数较多的表仅列出每组的首个参数。
sap-figures-none = 未计划图形。
