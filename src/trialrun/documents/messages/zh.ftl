# 按 ICH E3 撰写的临床研究报告。消息中不含数字，数字由占位提供。

## 小词
csr-gap = {""}
csr-full-stop = 。
csr-colon = ：
csr-semicolon = ；
csr-to = ～
csr-none = –
csr-list-last = {$first}和{$second}
csr-list-more = {$first}、{$rest}
csr-key-line = {$label}：{$value}
csr-protocol-version = {$protocol}（方案版本{$version}）
csr-version = 版本{$version}
csr-running-head = {$protocol} {$kind}
csr-document-kind = 临床研究报告
csr-document-kind-dry-run = 临床研究报告（合成数据演练稿）
csr-dry-run = 演练稿。本报告中的全部受试者和记录均按情景“{$scenario}”模拟产生，不含任何患者的观察数据；仅用于展示报告的形式并确认各项分析可以运行。
csr-dry-run-unnamed = 演练稿。本报告中的全部受试者和记录均为模拟产生，数据中未注明所依据的情景，不含任何患者的观察数据；仅用于展示报告的形式并确认各项分析可以运行。
csr-with-unit = {$name}（{$unit}）
csr-at-time = {$name}，{$time}
csr-of-n = ；n={$n}
csr-p = { $kind ->
    [bound] P{$p}
   *[value] P={$p}
}
csr-p-missing = P值无法估计
csr-interval = {$level}% CI：{$lower}～{$upper}
csr-count-percent = {$count}例（{$percent}%）
csr-values-percent = {$count}个（{$percent}%）
csr-count-percent-arm = {$arm}组{$count}例（{$percent}%）
csr-values-percent-arm = {$arm}组{$count}个（{$percent}%）
csr-count-in-arm = {$arm}组{$count}例
csr-count-to-arm = {$arm}组{$count}例
csr-percent-arm = {$arm}组{$percent}%
csr-value-arm = {$arm}组{$value}岁
csr-mean-sd-arm = {$arm}组{$mean}（SD {$sd}）
csr-mean-sd = {$label}，均值（SD）
csr-see-display = 见{$display}。
csr-see-table = 详见{$table}。
csr-see-populations = 各分析人群详见{$display}。
csr-see-sites = 各研究中心受试者例数见{$display}。
csr-see-end-of-study = 退出原因另见{$display}，该表可能仅计入某一访视前退出者。
csr-see-baseline = 各项特征及其统计量详见{$display}。
csr-see-dose = 剂量汇总见{$display}。
csr-see-exposure = 暴露的全部统计量见{$display}。
csr-see-events = 按系统器官分类和首选术语汇总的全部事件见{$display}。
csr-see-listing = 列表见{$table}，病例叙述见{$section}。

## 标题页
csr-label-title = 研究题目
csr-label-product = 试验药物
csr-label-comparator = 对照药品
csr-label-indication = 适应症
csr-label-design = 研究设计
csr-label-sponsor = 申办者
csr-label-protocol = 方案编号
csr-label-phase = 研发阶段
csr-label-registry = 注册号
csr-label-countries = 国家
csr-label-first-dose = 首例受试者首次用药日期
csr-label-last-subject-out = 末例受试者结束研究日期
csr-label-report-date = 报告日期
csr-label-report-version = 报告版本

## 前置章节
csr-title-abbreviations = 缩略语
csr-head-abbreviation = 缩略语
csr-head-meaning = 含义
csr-ethics-forms = 代表性受试者书面信息和知情同意书样本列入{$appendix}。
csr-sites = 数据来自{$countries}的{$sites}个研究中心。
csr-investigators = 研究者和其他重要参与者名单列入{$appendix}。
csr-objectives-primary = 主要目的：
csr-objectives-secondary = 次要目的：
csr-objectives-exploratory = 探索性目的：
csr-objective-endpoints = 终点：{$endpoints}。

## 研究计划
csr-design = 研究设计：{$design}。
csr-design-epochs = 计划的研究阶段包括：{$epochs}。
csr-design-schedule = 研究流程见{$table}。
csr-criteria-inclusion = 受试者须符合以下全部标准：
csr-criteria-exclusion = 符合以下任一标准者不得入组：
csr-criteria-discontinuation = 出现以下任一情况时，受试者应退出研究：
csr-title-arms = 计划的治疗组
csr-head-arm = 治疗组
csr-head-role = 角色
csr-head-dose = 计划日剂量
csr-head-planned = 计划例数
csr-role = { $role ->
    [experimental] 试验组
    [active-control] 阳性对照
    [placebo] 安慰剂对照
   *[other] 无治疗
}
csr-dose-daily = {$dose}
csr-allocation = 受试者按{$ratio}的比例随机分配至{$arms}组。
csr-allocation-codes = 随机化方案和编码列入{$appendix}。
csr-title-schedule = 研究流程表
csr-head-activity = 项目
csr-schedule-lead = 各次访视的计划内容见{$table}。
csr-title-schedule-part = 研究流程表：{$epochs}
csr-schedule-day = 计划研究日
csr-schedule-window = 访视窗（天）
csr-schedule-days = {$first}至{$last}
csr-title-endpoints = 研究终点
csr-head-endpoint = 终点
csr-head-level = 级别
csr-head-description = 说明
csr-head-better = 有利方向
csr-level = { $level ->
    [primary] 主要
    [secondary] 次要
    [exploratory] 探索性
   *[safety] 安全性
}
csr-level-colon = { $level ->
    [primary] 主要：
    [secondary] 次要：
    [exploratory] 探索性：
   *[safety] {""}
}
csr-better = { $better ->
    [lower] 降低
    [higher] 升高
   *[none] –
}
csr-checks = 分析前以自动规则核查数据的结构、一致性以及日期和数值的合理性，共得到错误级发现{$errors}项、警告级{$warnings}项、提示级{$notes}项；未因此更改任何数据。

## 统计计划
csr-populations-lead = 定义了以下分析人群：
csr-population-definition = {$population}：{$definition}
csr-title-analyses = 计划的分析
csr-analyses-lead = 计划的分析汇总于{$table}。
csr-head-analysis = 分析
csr-head-population = 人群
csr-head-method = 方法
csr-head-terms = 模型中的其他项
csr-head-missing = 缺失值
csr-method = { $method ->
    [ancova] 协方差分析
    [anova] 方差分析
    [fisher] Fisher精确检验
    [kaplan-meier] Kaplan-Meier法和对数秩检验
    [logrank] 对数秩检验和Cox比例风险模型
   *[summary] 描述性统计
}
csr-imputation = { $imputation ->
    [locf] 末次观察值结转
    [mean-over-visits] 可获得访视的均值
    [censored] 删失
   *[observed] 不填补
}
csr-term-treatment = { $dose ->
    [yes] 剂量
   *[no] 治疗组
}
csr-variable = { $variable ->
    [BASE] 基线值
    [SITEGR1] 合并中心
    [SITEID] 研究中心
    [SEX] 性别
    [AGE] 年龄
   *[other] {$name}
}
csr-title-estimands = 有效性终点的估计目标
csr-title-events = 伴发事件及其处理策略
csr-estimands-lead = 估计目标见{$estimands}，伴发事件及其处理策略见{$events}。
csr-estimands-historical = 以下终点采用历史沿用的估计方法，按研究原计划保留；对于相应的估计目标，目前不会选用该方法：{$endpoints}。
csr-estimand-remark = {$endpoint}：{$remark}
csr-head-variable = 变量
csr-head-treatment = 治疗
csr-head-summary = 群体层面汇总
csr-head-estimator = 估计方法
csr-head-event = 事件
csr-head-strategy = 策略
csr-head-handling = 处理
csr-strategy = { $strategy ->
    [treatment-policy] 疗法策略
    [hypothetical] 假想策略
    [composite] 复合变量策略
    [while-on-treatment] 在治策略
   *[principal-stratum] 主层策略
}
csr-gates-lead = 仅可按以下顺序得出结论：
csr-gates-none = 未规定多重比较的校正和检验顺序。
csr-gate = {$gate}：{ $require ->
    [all] 要求以下检验均在双侧{$alpha}水准下通过：{$first}。
    [any] 要求以下检验至少一项在双侧{$alpha}水准下通过：{$first}。
   *[one] 要求以下检验在双侧{$alpha}水准下通过：{$first}。
}
csr-test-dose = {$analysis}的剂量-反应检验
csr-test-pair = {$one}组与{$other}组的比较（{$analysis}）
csr-test-with-p = {$test}（{$p}）
csr-looks-none = 未计划期中分析。
csr-looks-lead = 方案计划了以下期中分析：
csr-look = {$look}：时点为{$timing}。目的：{$purpose}。
csr-look-boundary = {$boundary}。
csr-look-conducted = { $conducted ->
    [yes] 其结果包含在数据中。
   *[no] 数据中无其结果，最终分析未因此作校正。
}
csr-looks-result = { $conducted ->
    [yes] 计划了期中分析（{$section}），其结果包含在数据中。
    [no] 计划了期中分析（{$section}），数据中无其结果，最终分析未因此作校正。
   *[none] 未计划期中分析。
}
csr-gates-result-lead = 检验顺序见{$section}，各条件的结果如下：
csr-gate-result = { $passed ->
    [yes] {$gate}：条件满足；{$tests}。
   *[no] {$gate}：条件未满足；{$tests}。
}
csr-subgroups = 以下为亚组分析，结果见{$section}，均为描述性，未作交互作用检验：{$analyses}。
csr-title-stopping = 方案中的安全性停止规则
csr-title-thresholds = 停止规则的例数界值
csr-stopping-lead = { $conducted ->
    [yes] 方案中的安全性停止规则见{$table}。
   *[no] 方案中的安全性停止规则见{$table}。数据未表明这些规则是否被执行。
}
csr-head-rule-name = 规则
csr-head-rule = 措施
csr-head-properties = 所述性能
csr-head-events-control = 对照组发生事件的例数
csr-head-events-arm = 停止另一组的例数界值
csr-stopping-properties = 真实发生率为{$null}时误停概率{$error}；为{$alternative}时正确停止概率{$power}
csr-title-sample-size = 样本量的假设
csr-head-difference = 拟检出的差值
csr-head-sd = 标准差
csr-head-alpha = 双侧检验水准
csr-head-power = 检验效能
csr-head-per-arm = 每组例数
csr-title-changes = 方案、统计分析计划、已发表表格与数据之间的差异
csr-changes-lead = {$table}列出方案、统计分析计划、已发表表格与数据不一致之处，以及本报告的处理。
csr-changes-lead-dry-run = 方案与统计分析计划不一致之处见{$table}。已发表表格及本研究真实数据的有关内容不列入演练稿。
csr-title-changes-dry-run = 方案与统计分析计划的差异
csr-changes-none = 无研究实施或计划分析变更的记录。
csr-head-topic = 事项
csr-head-side-protocol = 方案
csr-head-side-plan = 统计分析计划
csr-head-side-tables = 已发表表格
csr-head-side-data = 数据
csr-head-side-consequence = 本报告

## 受试者分布
csr-screened = 共筛选{$screened}例受试者，其中筛选失败{$failures}例。随机化{$randomised}例：{$arms}。
csr-treated = { $all ->
    [yes] 全部{$treated}例随机化受试者均至少使用过一次研究药物。
   *[no] 随机化受试者中{$treated}例至少使用过一次研究药物。
}
csr-completed = 随机化受试者中{$total}完成研究：{$arms}。
csr-died = {$total}死亡（死亡为本研究终点）：{$arms}。
csr-discontinued = {$total}提前退出：{$arms}。
csr-disposition-reason = 最常见的退出原因为“{$reason}”，占全部随机化受试者的{$total}：{$arms}。
csr-disposition-see = 受试者流程见{$flow}，全部退出原因见{$table}。
csr-title-flow = 受试者流程图
csr-flow-screened = 筛选：{$count}例
csr-flow-failures = 筛选失败：{$count}例
csr-flow-randomised = 随机化：{$count}例
csr-flow-treated = 接受治疗：{$count}例
csr-flow-completed = 完成研究：{$count}例
csr-flow-died = 死亡：{$count}例
csr-flow-discontinued = 提前退出：{$count}例
csr-flow-reason = {$reason}：{$count}例
csr-title-disposition = 受试者分布
csr-head-status = 状态
csr-row-randomised = 随机化
csr-row-treated = 接受治疗
csr-row-completed = 完成研究
csr-row-died = 死亡
csr-row-discontinued = 提前退出
csr-note-percent-randomised = 百分比以列标题中的例数为分母。
csr-deviations = { $any ->
    [yes] 随机化受试者中{$total}以方案偏离或违背方案（含不符合入选标准或符合排除标准）为退出原因：{$arms}。数据中无单独的方案偏离记录。
   *[no] 无随机化受试者以方案偏离或违背方案（含不符合入选标准或符合排除标准）为退出原因。数据中无单独的方案偏离记录。
}

## 分析人群和基线
csr-populations-result = 各分析人群的例数（占随机化受试者，见{$table}）：{$populations}。
csr-population-size = {$population}：{$count}
csr-title-populations = 分析人群
csr-age = 平均年龄为{$mean}岁（SD {$sd}，范围{$min}～{$max}岁）：{$arms}。
csr-women = 女性受试者{$share}。
csr-race = 按种族和族裔划分，人数最多的为“{$label}”，共{$share}。
csr-baseline-differences = 以下特征组间比较的P值低于名义检验水准：{$differences}。上述比较为描述性，未作多重性校正。
csr-baseline-difference = {$label}（{$p}）
csr-baseline-similar = 各基线特征组间比较的P值均未低于名义检验水准。
csr-baseline-untested = 基线特征未作组间检验。
csr-note-units-see = 单位和定义见{$display}。
csr-title-baseline = 人口统计学和基线特征概要
csr-head-characteristic = 特征

## 有效性
csr-efficacy-lead = 以下逐一列出各项分析，主要终点在前。全部效应估计值及各检验的地位汇总于{$table}。
csr-others-lead = 支持性、亚组和次要分析
csr-others = 以下分析不属于确证性检验，或其前提条件未满足，均作描述性报告，其P值为名义P值。组间比较见{$table}。
csr-other-dose = 线性剂量-反应：名义{$p}。
csr-analysed = “{$population}”共{$total}例：{$arms}。
csr-analysed-model = 其中{$count}例模型所需数值齐全，纳入分析。
csr-means-baseline = 基线均值：{$arms}。
csr-means-change = 较基线变化的均值：{$arms}。
csr-means-visit = 均值：{$arms}。
csr-dose = { $standing ->
    [shown] 线性剂量-反应检验在双侧{$alpha}水准下有统计学意义（{$p}），且为有利方向。
    [opposite] 线性剂量-反应检验低于双侧{$alpha}水准（{$p}），但为不利方向，不支持有效性结论。
    [not-shown] 在双侧{$alpha}水准下未显示线性剂量-反应关系（{$p}）。
    [descriptive] 线性剂量-反应检验的结果为{$p}。该检验不属于确证性检验（双侧{$alpha}水准），仅作描述性报告。
   *[missing] 无法在双侧{$alpha}水准下进行线性剂量-反应检验（{$p}），不据此得出任何结论。
}
csr-pairs-allowed = 按检验顺序，可进行组间比较：
csr-pairs-held = 组间比较的前提条件未满足，因为以下检验未通过：{$tests}。组间比较仅作描述性报告，其P值为名义P值，不支持任何结论。
csr-pairs-uncontrolled = 组间比较不属于确证性检验，仅作描述性报告，其P值为名义P值。
csr-pair = { $standing ->
    [shown] {$one}组与{$other}组比较：调整均值之差为{$estimate}（{$interval}；{$p}），有统计学意义，且为有利方向。
    [opposite] {$one}组与{$other}组比较：调整均值之差为{$estimate}（{$interval}；{$p}），为不利方向。
    [not-shown] {$one}组与{$other}组比较：调整均值之差为{$estimate}（{$interval}；{$p}），未显示差异。
    [descriptive] {$one}组与{$other}组比较：调整均值之差为{$estimate}（{$interval}；名义{$p}）。
   *[missing] {$one}组与{$other}组比较：调整均值之差为{$estimate}（{$interval}；{$p}）。
}
csr-pair-missing = {$one}组与{$other}组比较：差值无法估计。
csr-title-effects = 有效性分析的效应估计值
csr-head-comparison = 分析和比较
csr-head-estimate = 估计值（SE）
csr-head-interval = CI
csr-head-p = P值
csr-head-standing = 检验的地位
csr-dose-row = 剂量-反应（每单位剂量的斜率）
csr-dose-row-unit = 剂量-反应（每{$unit}的斜率）
csr-pair-row = {$one}组与{$other}组比较
csr-standing = { $standing ->
    [shown] 确证性：已显示
    [opposite] 确证性：方向相反
    [not-shown] 确证性：未显示
    [descriptive] 描述性
   *[missing] 无法估计
}
csr-note-effects = 比较为分析模型得出的调整（最小二乘）均值之差；P值为双侧，未作多重性校正。
csr-note-standing = 仅在检验顺序允许时检验方为确证性；描述性检验无论P值大小均不支持任何结论。
csr-model-lead = 除治疗外，各有效性分析模型包含以下项：
csr-model-terms = {$terms}：{$analyses}
csr-model-no-terms = 无
csr-missing-lead = 分析访视的数值缺失时，以末次观察值结转。结转值的个数如下。
csr-missing-historical = 末次观察值结转是本研究历史沿用的估计方法，其局限见{$section}。
csr-imputed = {$analysis}：分析值中结转{$total}；{$arms}。
csr-imputed-none = 以下分析无需结转：{$analyses}。
csr-missing-means = 以下分析采用可获得访视的均值，未作填补：{$analyses}。
csr-centres = 共{$sites}个研究中心参加。
csr-centres-pooled = 任一组受试者少于{$minimum}例的中心在分析时合并，合并后为{$groups}个中心组。
csr-subset = { $subset ->
    [yes] 有效性分析采用以下人群，未包含全部随机化受试者：{$populations}。未另外计划以全部随机化受试者进行分析。
   *[no] 有效性分析计划在全部随机化受试者中进行（{$populations}）。
}
csr-no-active-control = 不适用：本研究无阳性对照，并非旨在证明等效性。
csr-superiority-only = 不适用：本研究虽以阳性药为对照，但旨在证明优效性，而非等效性。
csr-individual-data = 个体应答数据列入{$appendix}。
csr-dose-see = 剂量与应答的关系已作为有效性分析的一部分进行检验，见{$section}。
csr-gate-passed = 有效性结论的总体条件（“{$gate}”）在双侧{$alpha}水准下满足：{$tests}。
csr-gate-failed = { $outcome ->
    [some] 有效性结论的总体条件（“{$gate}”）在双侧{$alpha}水准下未满足。以下检验未通过：{$failed}。
   *[none] 有效性结论的总体条件（“{$gate}”）在双侧{$alpha}水准下未满足：{$failed}未通过。
}
csr-gate-missing = 由于以下检验缺少P值，总体条件（“{$gate}”）无法完整判断：{$missing}。
csr-gate-alone = 仅以下检验通过不足以满足该条件：{$succeeded}。
csr-gate-no-claim = 因此不能得出药物有效的结论。
csr-conclusion-test = { $standing ->
    [shown] {$test}：显示了效应（{$p}）。
    [opposite] {$test}：效应为不利方向（{$p}）。
    [not-shown] {$test}：未显示效应（{$p}）。
    [descriptive] {$test}：结果为描述性（{$p}）。
   *[missing] {$test}：无法进行检验（{$p}）。
}
csr-conclusion-shown = 按检验顺序，还可就以下各项得出结论：{$tests}。
csr-conclusion-descriptive = 其他所有比较均为描述性，不支持有效性结论。

## 暴露
csr-exposure = {$count}例接受治疗的受试者中，各组平均治疗时间为：{$arms}。
csr-days-arm = {$arm}组{$mean}天（SD {$sd}，中位数{$median}）
csr-title-exposure = 治疗时间（天）
csr-head-statistic = 统计量
csr-row-mean-sd = 均值（SD）
csr-row-median = 中位数
csr-row-range = 范围

## 不良事件
csr-events-any = 接受治疗的受试者中，{$total}至少发生一次治疗期间出现的不良事件：{$arms}。
csr-events-related = {$total}发生研究者认为与研究药物有关的事件：{$arms}。
csr-events-serious = {$total}发生标记为严重的不良事件：{$arms}。
csr-events-discontinued-none = 无受试者因不良事件退出研究。
csr-events-deaths-none = 无死亡。
csr-events-discontinued = {$total}因不良事件退出研究：{$arms}。
csr-events-deaths = 死亡{$total}：{$arms}。
csr-title-overview = 治疗期间出现的不良事件概况
csr-head-kind = 发生以下情况的受试者
csr-row-any = 任何治疗期间出现的不良事件
csr-row-related = 与研究药物有关的事件
csr-row-serious = 标记为严重的事件
csr-row-fatal = 致死性事件
csr-row-withdrawn = 导致停用研究药物的事件
csr-row-ae-deaths = 死亡
csr-row-ae-discontinued = 因不良事件退出研究
csr-row-severity = { $severity ->
    [MILD] 轻度事件
    [MODERATE] 中度事件
    [SEVERE] 重度事件
    [LIFE-THREATENING] 危及生命的事件
   *[other] 致死性（严重程度）
}
csr-events-cell = {" "}[{$events}]
csr-note-overview = 受试者例数（占接受治疗受试者的百分比）[事件例次]。同一受试者在其发生事件的每一行中各计一次。
csr-frequent = 最常见的治疗期间出现的不良事件（按首选术语）为：{$terms}。
csr-frequent-term = {$term}（{$arms}）
csr-title-frequent = 任一组发生率不低于{$share}的治疗期间出现的不良事件
csr-head-term = 首选术语
csr-note-events = 受试者例数（百分比）。术语按各组合计例数排序。
csr-event-test = 任何治疗期间出现的不良事件的发生率：{$one}组{$share_one}%，{$other}组{$share_other}%（{$p}）。
csr-event-tests-note = 上述P值为描述性，未作多重性校正。
csr-survival = {$title}：{$arms}。
csr-median-arm = {$arm}组{$count}例发生事件（中位时间{$median}{$unit}）
csr-median-arm-not-reached = {$arm}组{$count}例发生事件（未达到中位时间）
csr-logrank = 各组间对数秩检验{$p}，为描述性结果。
csr-individual-events = 按受试者列出的不良事件列入{$appendix}。

## 死亡和严重事件
csr-deaths = 共死亡{$total}例：{$arms}。
csr-deaths-none = 无死亡记录。
csr-head-death = 死亡日期
csr-head-fatal-event = 致死性不良事件
csr-no-fatal-event = 无记录
csr-title-deaths = 死亡
csr-serious = {$total}例受试者发生标记为严重的治疗期间出现的不良事件：{$arms}。
csr-serious-none = 无其他严重不良事件记录。
csr-serious-unmarked-see = 其中致死性事件列于死亡项下，其余见{$table}。
csr-title-unmarked = 记录有严重性标准但未标记为严重不良事件的事件
csr-head-criteria = 记录的标准
csr-title-serious = 其他严重不良事件
csr-serious-unmarked = 此外，有{$events}例次事件记录有至少一项严重性标准（死亡、危及生命、住院、残疾或先天异常），但在数据中未标记为严重不良事件（{$subjects}例受试者：{$arms}）。该矛盾源于数据，按采集值保留，须在得出结论前予以澄清。
csr-withdrawals = 接受治疗的受试者中，{$total}因不良事件退出研究：{$arms}。
csr-withdrawals-none = 接受治疗的受试者均未因不良事件退出研究。
csr-head-subject = 受试者
csr-head-person = 年龄（岁）/性别
csr-head-start = 开始日期（研究日）
csr-head-severity = 严重程度
csr-head-relationship = 与研究药物的相关性
csr-head-outcome = 转归
csr-start-day = {$start}（第{$day}天）
csr-narratives-none = 无受试者死亡或发生严重不良事件，无病例叙述。
csr-listings-see = 死亡见{$deaths}，其他严重不良事件见{$serious}。
csr-narratives-see = 病例叙述见{$section}。
csr-narrative-lead = 受试者{$subject}，{$arm}组
csr-narrative-who = { $sex ->
    [F] 女性，{$age}岁，种族为{$race}，在{$site}中心随机分入{$arm}组。
    [M] 男性，{$age}岁，种族为{$race}，在{$site}中心随机分入{$arm}组。
   *[other] 受试者{$age}岁，种族为{$race}，在{$site}中心随机分入{$arm}组。
}
csr-narrative-who-short = 受试者随机分入{$arm}组。
csr-narrative-treatment = 研究药物使用时间为{$first}至{$last}（{$days}天）。
csr-narrative-event = {$start}（研究第{$day}天）发生{$term}（系统器官分类：{$system}）。
csr-narrative-event-undated = 发生{$term}（系统器官分类：{$system}），无开始日期记录。
csr-narrative-severity = 严重程度记录为{$severity}。
csr-narrative-relationship = 研究者判断与研究药物的相关性为：{$relationship}。
csr-narrative-action = 对研究药物采取的措施：{$action}。
csr-narrative-fatal = 转归为死亡。
csr-narrative-fatal-dated = 转归为死亡，事件结束日期记录为{$end}。
csr-narrative-outcome = 转归：{$outcome}。
csr-narrative-outcome-dated = 转归：{$outcome}，日期为{$end}（研究第{$day}天）。
csr-criterion = { $criterion ->
    [death] 死亡
    [life_threatening] 危及生命
    [hospital] 住院
    [disability] 残疾
   *[congenital] 先天异常
}
csr-narrative-criteria = { $serious ->
    [yes] 该事件标记为严重不良事件，记录的标准为：{$criteria}。
   *[no] 该事件在数据中未标记为严重不良事件，但记录有以下标准：{$criteria}。
}
csr-narrative-death = 记录的死亡日期为{$date}。
csr-narrative-end = 受试者于{$end}结束研究，原因为“{$reason}”。
csr-narrative-events = 该受试者共记录不良事件{$events}例次，其中治疗期间出现的{$emergent}例次。

## 实验室检查和生命体征
csr-individual-labs = 个体实验室测量值列入{$appendix}。
csr-lab-over-time = 各组各访视的数值和较基线变化汇总于{$display}，检查类别包括{$groups}。
csr-vital-signs = {$table}汇总分析访视“{$visit}”的生命体征及同一批受试者的基线值。
csr-title-vital-signs = 生命体征：基线、末次值及变化
csr-head-parameter = 参数
csr-row-baseline = 基线
csr-row-value = 测量值
csr-row-change = 变化
csr-note-vital-signs = 均值（SD）；n为有基线值和其后数值的受试者例数。

## 图表章节和附录
csr-displays-lead = 本节包含正文引用的表和图。
csr-appendix-protocol = 现行方案版本为{$version}。方案与分析之间的差异见{$changes}。
csr-appendix-statistics = 统计方法见{$section}，与方案和统计分析计划的差异见{$changes}。
csr-appendix-serious = 死亡和严重不良事件列表见{$section}。

## 受试者数据列表
csr-discontinued-none = 所有随机化受试者均完成研究。
csr-title-discontinued = 中止研究的受试者
csr-head-last-dose = 末次给药
csr-head-end-of-study = 研究结束（研究日）
csr-head-reason = 中止原因
csr-excluded-base-all = 随机化受试者
csr-excluded-base = 分析人群“{$population}”的受试者
csr-excluded-none = {$base}中无人被排除出分析人群“{$population}”。
csr-excluded = {$base}中有{$count}例被排除出分析人群“{$population}”：{$reasons}。
csr-excluded-several = 同一受试者可能计入一种以上原因。
csr-excluded-count = {$reason}（{$count}例）
csr-excluded-assessment = 基线后无{$test}评估
csr-excluded-visit = 截至研究结束时未到达{$visit}访视
csr-excluded-reason = { $condition ->
    [randomised] 未随机化
    [treated] 未用药
   *[completed] 未完成研究
}
csr-excluded-see = 上述受试者列于{$appendix}。
csr-title-excluded = 被排除出分析人群的受试者：{$population}
csr-head-excluded = 排除原因

## 概要
csr-title-synopsis = 概要
csr-head-item = 项目
csr-head-text = 内容
csr-synopsis-sponsor = 申办者名称
csr-synopsis-product = 试验药物名称
csr-synopsis-title = 研究题目
csr-synopsis-protocol = 方案编号
csr-synopsis-centres = 研究中心
csr-synopsis-period = 研究时间
csr-synopsis-phase = 研发阶段
csr-synopsis-objectives = 研究目的
csr-synopsis-methodology = 研究方法
csr-synopsis-subjects = 受试者例数（计划和分析）
csr-synopsis-diagnosis = 诊断和主要入选标准
csr-synopsis-test = 试验药物、剂量和给药方式
csr-synopsis-duration = 治疗期限
csr-synopsis-reference = 对照治疗
csr-synopsis-efficacy-criteria = 评价标准：有效性
csr-synopsis-safety-criteria = 评价标准：安全性
csr-synopsis-statistics = 统计方法
csr-synopsis-disposition = 总结：受试者分布和人口统计学
csr-synopsis-efficacy = 总结：有效性结果
csr-synopsis-safety = 总结：安全性结果
csr-synopsis-report-date = 报告日期
csr-synopsis-sites = {$countries}的{$sites}个研究中心。
csr-period = {$first}（首例受试者首次用药）至{$last}（末例受试者结束研究）。
csr-planned = 计划：{$arms}。
csr-randomised = 随机化：共{$total}例（{$arms}）。
csr-analysed-in = 有效性分析（{$population}）：共{$total}例（{$arms}）。
csr-analysed-safety = 安全性分析：共{$total}例（{$arms}）。
csr-diagnosis-see = 各项标准见{$section}。
csr-arm-dose = {$arm}组：每日{$dose}
csr-duration = 最长{$weeks}周。
csr-synopsis-model = { $dose ->
    [yes] {$analysis}：采用{$method}，模型含{$terms}，在双侧{$alpha}水准下检验线性剂量-反应关系。
   *[no] {$analysis}：采用{$method}，模型含{$terms}，双侧检验水准{$alpha}。
}
csr-synopsis-gates = 结论遵循固定的检验顺序（见{$section}）。
csr-synopsis-historical = 所用估计方法为本研究历史沿用的方法，并如实标明。

## 章节标题（ICH E3）
csr-heading-1 = 标题页
csr-heading-2 = 概要
csr-heading-3 = 个例临床研究报告目录
csr-heading-4 = 缩略语和术语定义表
csr-heading-5 = 伦理学
csr-heading-5-1 = 独立伦理委员会（IEC）或机构审查委员会（IRB）
csr-heading-5-2 = 研究的伦理行为
csr-heading-5-3 = 受试者知情与同意
csr-heading-6 = 研究者和研究管理结构
csr-heading-7 = 简介
csr-heading-8 = 研究目的
csr-heading-9 = 研究计划
csr-heading-9-1 = 整体研究设计和计划：描述
csr-heading-9-2 = 研究设计的讨论，包括对照组的选择
csr-heading-9-3 = 研究人群的选择
csr-heading-9-3-1 = 入选标准
csr-heading-9-3-2 = 排除标准
csr-heading-9-3-3 = 从治疗或评估中移除受试者
csr-heading-9-4 = 治疗
csr-heading-9-4-1 = 给予的治疗
csr-heading-9-4-2 = 试验用药品的标识
csr-heading-9-4-3 = 受试者的治疗组分配方法
csr-heading-9-4-4 = 研究中的剂量选择
csr-heading-9-4-5 = 每例受试者的剂量选择和给药时间
csr-heading-9-4-6 = 盲法
csr-heading-9-4-7 = 既往和合并治疗
csr-heading-9-4-8 = 治疗依从性
csr-heading-9-5 = 有效性和安全性变量
csr-heading-9-5-1 = 所评价的有效性和安全性指标及流程图
csr-heading-9-5-2 = 测量方法的适当性
csr-heading-9-5-3 = 主要有效性变量
csr-heading-9-5-4 = 药物浓度测定
csr-heading-9-6 = 数据质量保证
csr-heading-9-7 = 方案中计划的统计方法和样本量的确定
csr-heading-9-7-1 = 统计和分析计划
csr-heading-9-7-2 = 样本量的确定
csr-heading-9-8 = 研究实施或计划分析的变更
csr-heading-10 = 研究对象
csr-heading-10-1 = 受试者分布
csr-heading-10-2 = 方案偏离
csr-heading-11 = 有效性评价
csr-heading-11-1 = 分析数据集
csr-heading-11-2 = 人口统计学和其他基线特征
csr-heading-11-3 = 治疗依从性的测量
csr-heading-11-4 = 有效性结果和个体受试者数据列表
csr-heading-11-4-1 = 有效性分析
csr-heading-11-4-2 = 统计/分析问题
csr-heading-11-4-2-1 = 协变量校正
csr-heading-11-4-2-2 = 脱落或缺失数据的处理
csr-heading-11-4-2-3 = 期中分析和数据监查
csr-heading-11-4-2-4 = 多中心研究
csr-heading-11-4-2-5 = 多重比较/多重性
csr-heading-11-4-2-6 = 受试者“有效性子集”的使用
csr-heading-11-4-2-7 = 旨在证明等效性的阳性对照研究
csr-heading-11-4-2-8 = 亚组检查
csr-heading-11-4-3 = 个体应答数据列表
csr-heading-11-4-4 = 药物剂量、药物浓度及其与应答的关系
csr-heading-11-4-5 = 药物-药物和药物-疾病相互作用
csr-heading-11-4-6 = 按受试者列示
csr-heading-11-4-7 = 有效性结论
csr-heading-12 = 安全性评价
csr-heading-12-1 = 暴露程度
csr-heading-12-2 = 不良事件
csr-heading-12-2-1 = 不良事件简要总结
csr-heading-12-2-2 = 不良事件列示
csr-heading-12-2-3 = 不良事件分析
csr-heading-12-2-4 = 按受试者列出的不良事件列表
csr-heading-12-3 = 死亡、其他严重不良事件和其他重要不良事件
csr-heading-12-3-1 = 死亡、其他严重不良事件和其他重要不良事件列表
csr-heading-12-3-1-1 = 死亡
csr-heading-12-3-1-2 = 其他严重不良事件
csr-heading-12-3-1-3 = 其他重要不良事件
csr-heading-12-3-2 = 死亡、其他严重不良事件和某些其他重要不良事件的叙述
csr-heading-12-3-3 = 死亡、其他严重不良事件和其他重要不良事件的分析与讨论
csr-heading-12-4 = 临床实验室评价
csr-heading-12-4-1 = 按受试者列出的个体实验室测量值及每个异常实验室值列表
csr-heading-12-4-2 = 各实验室参数的评价
csr-heading-12-4-2-1 = 实验室值随时间的变化
csr-heading-12-4-2-2 = 个体受试者的变化
csr-heading-12-4-2-3 = 个体有临床意义的异常
csr-heading-12-5 = 生命体征、体格检查发现和其他与安全性有关的观察
csr-heading-12-6 = 安全性结论
csr-heading-13 = 讨论和总体结论
csr-heading-14 = 正文引用但未纳入正文的表、图和图示
csr-heading-14-1 = 人口统计学数据
csr-heading-14-2 = 有效性数据
csr-heading-14-3 = 安全性数据
csr-heading-14-3-1 = 不良事件列示
csr-heading-14-3-2 = 死亡、其他严重和重要不良事件列表
csr-heading-14-3-3 = 死亡、其他严重和某些其他重要不良事件的叙述
csr-heading-14-3-4 = 异常实验室值列表（每例受试者）
csr-heading-15 = 参考文献列表
csr-heading-16 = 附录
csr-heading-16-1 = 研究信息
csr-heading-16-1-1 = 方案和方案修订
csr-heading-16-1-2 = 病例报告表样本（仅独特页）
csr-heading-16-1-3 = 伦理委员会或审查委员会列表、代表性受试者书面信息和知情同意书样本
csr-heading-16-1-4 = 研究者和其他重要研究参与者的列表和说明
csr-heading-16-1-5 = 主要研究者或协调研究者或申办者负责医学官的签名
csr-heading-16-1-6 = 使用特定批号试验用药品的受试者列表
csr-heading-16-1-7 = 随机化方案和编码
csr-heading-16-1-8 = 稽查证书
csr-heading-16-1-9 = 统计方法文件
csr-heading-16-1-10 = 实验室间标准化方法和质量保证程序文件
csr-heading-16-1-11 = 基于本研究的出版物
csr-heading-16-1-12 = 报告中引用的重要出版物
csr-heading-16-2 = 受试者数据列表
csr-heading-16-2-1 = 中止研究的受试者
csr-heading-16-2-2 = 方案偏离
csr-heading-16-2-3 = 从有效性分析中排除的受试者
csr-heading-16-2-4 = 人口统计学数据
csr-heading-16-2-5 = 依从性和/或药物浓度数据
csr-heading-16-2-6 = 个体有效性应答数据
csr-heading-16-2-7 = 不良事件列表（每例受试者）
csr-heading-16-2-8 = 按受试者列出的个体实验室测量值列表
csr-heading-16-3 = 病例报告表
csr-heading-16-3-1 = 死亡、其他严重不良事件和因不良事件退出者的病例报告表
csr-heading-16-3-2 = 提交的其他病例报告表
csr-heading-16-4 = 个体受试者数据列表

## 须由人员撰写的内容
csr-hint-1 = 待撰写：标题页。
csr-hint-2 = 待撰写：概要。
csr-hint-synopsis = 待撰写：概要的结论，须与{$section}一致。
csr-hint-3 = 待撰写：目录。
csr-hint-4 = 待撰写：报告所用缩略语和术语，并在首次出现时说明。
csr-hint-5-1 = 待撰写：批准本研究及其修订的伦理委员会或审查委员会名称和批准日期。
csr-hint-5-2 = 待撰写：本研究遵循《赫尔辛基宣言》实施的情况，以及任何不符之处。
csr-hint-5-3 = 待撰写：取得知情同意的方式和时间。
csr-hint-6 = 待撰写：研究管理结构：指导委员会、数据监查委员会、合同研究组织和实验室。
csr-hint-7 = 待撰写：本研究在产品研发中的地位及其依据。
csr-hint-8 = 待撰写：研究目的。
csr-hint-9-1 = 待撰写：研究设计、各阶段及其顺序。
csr-hint-9-2 = 待撰写：选择该对照组和该设计的理由及其已知局限。
csr-hint-9-3-1 = 待撰写：入选标准。
csr-hint-9-3-2 = 待撰写：排除标准。
csr-hint-9-3-3 = 待撰写：受试者退出治疗或评估的时机、方式及随访。
csr-hint-9-4-1 = 待撰写：各治疗的给药途径、剂量和给药方案。
csr-hint-9-4-2 = 待撰写：试验用药品的剂型、规格、批号和贮存条件。
csr-hint-9-4-3 = 待撰写：随机表的生成、分层及受试者的分配方法。
csr-hint-9-4-4 = 待撰写：剂量选择的依据。
csr-hint-9-4-5 = 待撰写：每例受试者剂量和给药时间的确定方法。
csr-hint-9-4-6 = 待撰写：设盲的实施、维持及揭盲条件。
csr-hint-9-4-7 = 待撰写：允许和禁止的其他药物。
csr-hint-9-4-8 = 待撰写：依从性的测量方法。
csr-hint-9-5-1 = 待撰写：所作测量及其时间和实施者。
csr-hint-9-5-2 = 待撰写：测量方法可靠且相关的理由。
csr-hint-9-5-3 = 待撰写：主要有效性变量。
csr-hint-9-5-4 = 待撰写：药物浓度：采样、采样时间和测定方法。
csr-hint-9-6 = 待撰写：数据质量的保证措施：监查、培训、中心实验室和稽查。
csr-hint-9-7-1 = 待撰写：计划的统计方法。
csr-hint-9-7-2 = 待撰写：计划样本量及其依据。
csr-hint-9-8 = 待撰写：研究实施或计划分析的变更。
csr-hint-10-1 = 待撰写：受试者分布。
csr-hint-10-2 = 待撰写：重要方案偏离（按受试者和按中心）。
csr-hint-deviations = 待撰写：其他重要方案偏离（按受试者和按中心），列表列入{$appendix}。
csr-hint-11-1 = 待撰写：纳入分析的受试者及未纳入者的原因。
csr-hint-11-2 = 待撰写：人口统计学和基线特征。
csr-hint-11-3 = 待撰写：依从性的测量结果，或无此结果的原因。
csr-hint-11-4-1 = 待撰写：有效性分析。
csr-hint-11-4-2-1 = 待撰写：模型中的协变量。
csr-hint-11-4-2-2 = 待撰写：脱落和缺失数据的处理。
csr-hint-11-4-2-3 = 待撰写：期中分析及数据监查委员会的工作。
csr-hint-11-4-2-4 = 待撰写：各中心结果及其一致性。
csr-hint-11-4-2-5 = 待撰写：多重性的处理。
csr-hint-11-4-2-6 = 待撰写：有效性子集的分析。
csr-hint-11-4-2-7 = 待撰写：检测灵敏度的证据。
csr-hint-11-4-2-8 = 待撰写：所考察的亚组，或未考察亚组的说明。
csr-hint-11-4-3 = 待撰写：个体应答数据。
csr-hint-11-4-4 = 待撰写：剂量或浓度与应答的关系。
csr-hint-11-4-5 = 待撰写：与其他药物或疾病的相互作用，或未考察的说明。
csr-hint-11-4-6 = 待撰写：按受试者列示的图表，或无此图表的说明。
csr-hint-11-4-7 = 待撰写：在上述范围之内，从临床角度撰写有效性结论。
csr-hint-12-1 = 待撰写：暴露程度。
csr-hint-12-2-1 = 待撰写：不良事件总结。
csr-hint-12-2-2 = 待撰写：不良事件。
csr-hint-12-2-3 = 待撰写：对不良事件的医学判断：类型及与剂量、时间和受试者特征的关系。
csr-hint-12-2-4 = 待撰写：按受试者列出的不良事件。
csr-hint-12-3-1-1 = 待撰写：死亡。
csr-hint-12-3-1-2 = 待撰写：其他严重不良事件。
csr-hint-12-3-1-3 = 待撰写：其他重要不良事件。
csr-hint-12-3-2 = 待撰写：每例受试者的相关病史、合并用药、事件经过和处理，以及申办者的评价。
csr-hint-12-3-3 = 待撰写：对死亡和严重事件及其与研究药物关系的医学判断。
csr-hint-12-4-1 = 待撰写：个体实验室测量值。
csr-hint-12-4-2-1 = 待撰写：对实验室值随时间变化的医学判断。
csr-hint-12-4-2-2 = 待撰写：个体受试者的变化：相对于参考范围的转变。
csr-hint-12-4-2-3 = 待撰写：逐例说明有临床意义的实验室异常。
csr-hint-12-5 = 待撰写：对生命体征、体格检查及其他发现的医学判断。
csr-hint-12-6 = 待撰写：安全性结论。
csr-hint-13 = 待撰写：有效性、安全性、获益与风险的讨论及结论。
csr-hint-14-1 = 待撰写：人口统计学图表。
csr-hint-14-2 = 待撰写：有效性图表。
csr-hint-14-3-1 = 待撰写：不良事件图表。
csr-hint-14-3-2 = 待撰写：死亡和严重事件列表。
csr-hint-14-3-3 = 待撰写：病例叙述。
csr-hint-14-3-4 = 待撰写：按受试者列出的异常实验室值。
csr-hint-15 = 待撰写：参考文献。
csr-hint-16-1-1 = 待附：方案及其修订。
csr-hint-16-1-2 = 待附：病例报告表样本。
csr-hint-16-1-3 = 待附：伦理委员会列表、受试者信息和知情同意书样本。
csr-hint-16-1-4 = 待附：研究者列表和简历。
csr-hint-16-1-5 = 待附：签名页。
csr-hint-16-1-6 = 待附：按药物批号列出的受试者。
csr-hint-16-1-7 = 待附：随机化方案和编码。
csr-hint-16-1-8 = 待附：稽查证书。
csr-hint-16-1-9 = 待附：统计分析计划和程序。
csr-hint-16-1-10 = 待附：实验室间标准化和质量保证文件。
csr-hint-16-1-11 = 待附：基于本研究的出版物。
csr-hint-16-1-12 = 待附：报告引用的重要出版物。
csr-hint-16-2-1 = 待附：中止研究受试者列表。
csr-hint-16-2-2 = 待附：方案偏离列表。
csr-hint-16-2-3 = 待附：从有效性分析中排除的受试者列表。
csr-hint-16-2-4 = 待附：人口统计学数据列表。
csr-hint-16-2-5 = 待附：依从性和药物浓度数据。
csr-hint-16-2-6 = 待附：个体有效性应答数据。
csr-hint-16-2-7 = 待附：按受试者列出的不良事件。
csr-hint-16-2-8 = 待附：按受试者列出的实验室数据。
csr-hint-16-3-1 = 待附：死亡、严重不良事件和退出病例的病例报告表。
csr-hint-16-3-2 = 待附：其他病例报告表。
csr-hint-16-4 = 待附：个体受试者数据列表。
csr-hint-any = 待撰写：对本节的补充。
csr-hint-1-signatures = 待撰写：申办者负责医学官、协调研究者和报告签署人的姓名和地址，以及遵循药物临床试验质量管理规范的声明。
