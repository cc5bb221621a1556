"""What a column's name says of its content: Chinese, English and the pinyin initials that databases love.

The word that ends last says what the column is, and of two that end together the longer one: an order's telephone
is a telephone, a telephone's model is none. Words of things that are nobody's stand among them as `ignore`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

_NO = r"(_?(no|num|number|id|code))*"
_HAO = r"(号码|编号|号)?"
_WHO = (
    "用户|会员|客户|顾客|乘客|旅客|司机|骑手|买家|卖家|学生|学员|教师|老师|员工|职工|患者|病人|玩家|读者|粉丝|访客|游客|住户|户主"
    "|车主|业主|机主|租客|房东|居民|村民|主播|店员|医生|护士|监护人|家长|配偶|本人|父亲|母亲|丈夫|妻子|股东|董事|监事|法人|班主任|面试官"
)
"""People by what they are to whoever keeps the table; any word that ends in 人 is one, but for the law's persons."""
_WHOSE = rf"({_WHO}|人员|个人|考生|新生|校友|干部|雇员|选手|嘉宾|子女|儿童|婴儿|孕妇|老人|高管|家属|家庭|夫妻|户主|[^法器数]人)"
"""Whose a number, a name or an income may be."""
_THINGS = (
    "公司|企业|单位|工厂|厂家|厂商|供应商|供货商|经销商|代理商|门店|店铺|仓库|基站|站点|机房|网点|服务器|网关|传感器|摄像头|打印机"
    "|交换机|路由器|防火墙|读卡器|客服|总机|官方|400|学校|院校|校区|医院|诊所|药店|酒店|宾馆|餐厅|餐馆|商场|超市|商户|商家|机构|部门|科室|集团|总部"
    "|办事处|分行|支行|政府|法院|检察院|派出所|社区|村委会?|协会|学会|基金会|媒体|品牌商?|承运商|承包商|服务商|加盟商|渠道商|开发商|物业|项目|工程|工地"
    "|施工|车间|产线|楼宇|楼盘|大厦|景区|园区|场馆|车站|机场|港口|码头|停车场|充电桩|桩站|泵站|电站|变电站|井|杆塔|货架|库位|主机|节点|集群|控制器|采集器|电表|水表"
    "|热线|活动|会议|赛事|展会|学院|剧院|影院|养老院|自提点|提货点|点位|模组|模块|车机|表计|路灯|井盖|单车|电池|追踪器|定位器|t_?box|[仓店站厂园局库馆场桩塔]"
)
"""Organisations and equipment: what is told of them is of nobody."""
_ROLES = (
    "client|customer|cust|vip|guest|member|buyer|seller|payer|payee|borrower|subscriber|applicant|insured|beneficiary|visitor"
    "|resident|passenger|rider|driver|courier|patient|doctor|student|pupil|teacher|parent|guardian|spouse|staff|employee|emp"
    "|recipient|rec|recv|receiver|consignee|consignor|sender|addressee|owner|holder|contact|person|personnel|player|worker|candidate|interviewee"
    "|father|mother|husband|wife|child|legal_?person|legal_?rep(resentative)?|manager|cardholder|account_?holder|card_?holder|creator|attendee"
)
_INITIALS = (
    "jjlxr|lxr|shr|fhr|sjr|jjr|fjr|sqr|jbr|fzr|fr|frdb|fddbr|jhr|hz|br|yg|zg|ry|xs|ks|kh|yh|hy|cz|yz|hzhu|tbr|bbr|bbxr|syr|ckr|cbr|jkr|dbr|dlr|qlr"
    "|po|peiou|fq|mq|znxm|js|ls|ys|sj|gr|zyr"
)
"""The same in pinyin initials, which stand before those of what is told of them: 联系人 is `lxr`, its telephone `lxrdh`."""
_NAMES: tuple[tuple[str, str], ...] = (
    ("ignore", r"<device_?(name|model|type)>"
               rf"|({_THINGS})(注册|办公|经营|联系|收货|发货|通讯|通信|详细|服务|开票|实际|所在|具体|详细)?_?(地址|地点|住所|电话|手机号?|热线|(?<!公司)(?<!企业)(?<!单位)邮箱|传真|账号|帐号|账户|余额"
               r"|收入|负债|贷款|位置|坐标|经纬度|经度|纬度|健康(状态|度|值|检查)?|诊断(结果|信息|日志|代码)?|录音|名称?|代码|额度|密码|收款账[号户]|银行账[号户]|mac(地址)?|ip(地址)?|编号|号|标识)"
               r"|(注册|营业|经营|办公|工商|发货|退货|提货|退回|装货|卸货|施工|安装|项目|工程|活动|会议|开户行|存放|生产|使用|产地|采购|交货|库存)(地址|地点|位置)"
               r"|(营业|主营|业务|销售|投资|利息|财政|租金|广告|服务|产品|门票|票房|运输|运费|项目|合同|税收|渠道|佣金|手续费|总|含税|确认|递延|预收|应收|累计|营业外)收入"
               r"|(库存|预算|应收|应付|科目|期初|期末|往来|票据|合同|项目|结转|资金池|总账|库|预付|预收|账面)(账款|款)?余额|(预算|审批|限购|发票|采购|库存|审批|合同)额度"
               r"|(设备|系统|故障|车辆|网络|链路|节点|服务|电池|资产|机器|程序|整车)(健康(状态|度|值|检查)?|诊断(结果|信息|日志|代码)?)"
               rf"|是否(为|是)?({_WHO}).*$|(群|商品|店铺|频道|直播间|房间|设备|公众号|战队|品牌)昵称|(ip|url|网|回调|接口|下载|跳转|存储|服务器|邮件服务器|照片?|图片|头像|影像|文件|附件|链接|视频|音频)_?地址"
               r"|(数据库|服务端?|客户端|注册中心|推流|拉流|播放|源|目标|内存|寄存器|合约|钱包|区块)地址"
               r"|(服务|投诉|监督|举报|报警|值班|预约|咨询|售后|订货|招商|座机|前台|救援|维修)(电话|热线)|(客服|系统|发件|服务|投诉|举报|招聘|公共|官方|通知|管理员|告警|抄送|部门|财务|技术支持)邮箱"
               r"|<(support|service|admin|info|system|from|no_?reply|smtp|alert|dept|department|public)_?(e_?mail|mail)(_?addr(ess)?)?>"
               r"|(pos|刷卡|收银|自助|充电|监控|门禁|考勤|车载|网络|消防|电梯|生产|检测|测试|机房|医疗|工业|物联|采集|计量|通信)机?_?(终端|设备)(唯一)?(编号|号|id|标识|识别码|序列号|imei|mac(地址)?)"
               r"|(模组|模块|车机|t_?box|表计|物联网?卡)_?(imei|imsi|mac|sn|id)|(基本户|一般户|专用户|监管户|公众|服务|机器人|公共|数据库|应用|接口|虚拟|测试)[账帐][号户]"
               r"|<(gl|general_ledger|ledger|cost|expense|revenue|settlement|clearing|subject)_?(account|acct)(_?(no|code|id|num))?>"
               r"|<(gps|iot|medical|recording|network|production|test|shared)_?device(_?(id|no|sn|code))?>"
               r"|<(org|organization|project|product|item|material|part|drug|goods|dept|department|brand|city|street|store|shop|company|school|hospital|hotel|bank|branch|group|team|system|module|supplier|vendor)_(full|short|en|cn|zh|english|chinese)_?name>"
               r"|<(service|system|bot|robot|api|db|database|corporate|public)_?(account|user(_?name)?)>"
               r"|<bank_?(addr(ess)?|phone|tel|name|code|id|no|branch)>|<(branch|school|hospital|hotel|merchant|agency|clinic|site|plant|machine|node|host|cluster|carrier|mall|pos|enterprise|employer|firm|manufacturer"
               r"|organi[sz]ation|institution|platform|project|equipment|asset|meter|gateway|charger|pile|vessel|venue|restaurant)"
               r"_?(addr(ess)?|phone|tel|mobile|e?mail|account|balance|income|lat|lng|lon|longitude|latitude|location|name|health|mac(_?addr(ess)?)?|ip|sn|id|no|code)>"
               r"|<(cert|certificate|key|ssh|gpg|pgp|file|sha1|sha256|code|build|model|audio|content)_?fingerprint>|<[a-z]+_health>|<health_?(check|score|url|probe)[a-z_]*>|<(fault|engine|self)_?diag[a-z]*>"
               r"|<(network|server|default|bin|rack|file|source|target|work|office|stock|device|store|storage|shelf|warehouse|asset|parking|item|job|event)_?location>|<location_?(id|no|code|name|type|url)>|<(un)?born>"
               r"|(证书|公钥|密钥|镜像|软件|代码|文件)指纹"
               r"|<(company|corp|org|shop|store|vendor|supplier|dealer|server|sensor|station|office|warehouse|branch|factory|hotline|gateway"
               r"|ap|switch|router|firewall|camera|printer|service)_?(addr(ess)?|phone|tel|e?mail|account|balance|income|revenue|lat|lng|longitude"
               r"|latitude|location|name|health|mac(_?addr(ess)?)?|ip|sn|id|no)>|<bssid>|<(api|app|session|access|request)_?key>"
               r"|<(order|e?invoice|receipt|serial|meter|contract|waybill|tracking|express|shipment|parcel|product|goods|sku|item"
               r"|batch|build|log|trace|request|session|shop|store|warehouse|city|region|province|country|area|zip|postal|company|org"
               r"|dept|department|tenant|supplier|vendor|brand|course|class|page|event|category|parent|menu|role|job|task|ticket"
               r"|coupon|transaction|txn|loan|claim|case|bill|policy|payment|refund|trade|sms|barcode|isbn|vin|file|table|commit|row|message|project|asset|voucher|flight|room|seat)"
               rf"{_NO}(_?(sn|name))?>"
               r"|<(type|model|brand|count|cnt|status|state|verified|sent|level|channel|time|at|date|flag|version|source|total|amount"
               r"|quantity|qty|rate|ratio|length|size|reason|desc|format|value|currency)>"
               r"|<(addr(ess)?|location|photo|image)[a-z_]*_id>|<(ip|web|url|site)(_?addr(ess)?)?>|网址"
               rf"|(订单|商品|产品|货品|流水|批次|序列|电表|水表|燃气表|气表|发票|合同|快递|运单|物流|条码|物料|资产|凭证|工单|任务|机票|车票"
               rf"|图书|专利|货|基站|房间|座位|航班|券|车架|发动机|门店|店铺|部门|项目|角色|交易|公司|企业|单位|供应商|文件){_HAO}"
               r"|(处方|医嘱|诊断|体检|化验|检验|检查|贷款|存款|录音|保险|保)单?(号码|编号|号)|(对公|公司|企业|单位)(银行)?[账帐][号户]"
               r"|编码|代码|型号|品牌|类型|类别|种类|状态|数量|次数|人数|等级|级别|渠道|时间|金额|单价|版本|区划|区号|邮编|邮政编码|验证码"
               r"|热线(电话|号码)?|(公司|企业|单位|商品|产品|店铺|文件)名称?"),
    ("uscc", r"统一社会信用(代码)?|(社会|企业|机构)?信用代码|<uscc>|<social_credit(_code)?>|<credit_code>|<tyshxydm>|<xydm>"
             rf"|营业执照{_HAO}|<business_licen[cs]e{_NO}>|纳税人(识别)?[号码]|<nsrsbh>|<tax_?payer_?(id|no|code|num|number)>|<tax_?id>|(开票)?税号|税务登记证?号码?|组织机构代码|(工商)?(注册|登记)号(?=$)|<tax_?(no|num|number)>|<s?hxydm>|<yyzz(h|hm)?>|<zzjgdm>|<(unified|uniform)_?(social_?)?credit(_?(id|code|no|num|number))?>"),
    ("resident_id", rf"<({_INITIALS})?(sfzj?h?m?|zjh|zjhm|gmsfh?m?)>|<({_ROLES})_?(id_?card|cert|identity)(_?{_NO})?>|<(certificate|credentials?|papers?|identity_?doc(ument)?)_?(no|num|number)>|(港澳台居民)?居住证{_HAO}|身份证件?{_HAO}|(驾驶证|驾照|社会保障){_HAO}|公民身份号码?|证件{_HAO}(?!类)|<(gm)?sfzj?h?m?>|<id_?card{_NO}>|<identity_?(card)?{_NO}>|<citizen_?id>"
                    rf"|<resident_?id>|<national_?id>|<id_(no|num|number)>|<cert_?(no|num|number|code)>|<zjhm?>|<zzhm>|<gm?sfhm>|<sfhm>|<id_?no>|<driv(er|ing)_?(s_)?licen[cs]e{_NO}>|证照{_HAO}|身份号码"),
    ("permanent_residence", rf"(外国人)?(永久居留|永居)(身份)?证?件?{_HAO}|<(prc_)?(permanent_?residen(ce|t)|green)(_?(card|permit))?{_NO}>"),
    ("passport", rf"护照{_HAO}|通行证{_HAO}|台胞证{_HAO}|回乡证{_HAO}|居留许可{_HAO}|<passport{_NO}>|<travel_?(permit|doc(ument)?){_NO}>"
                 rf"|<hzhm?>|<(ga)?txzh?m?>|<(hk|macau|mo)_?permit{_NO}>|<eep{_NO}>"),
    ("mobile", rf"<({_INITIALS}|yd|jt|zz|lx|jj|yl)?(lx)?(sj|dh)(h|hm)?(1|2)?>|<({_INITIALS})?lxfs>|宅电|(服务|呼叫|话机|对方|接收|通知|固话)号码|<(dial(l)?ed|caller|callee|calling|called|contact|emergency_?contact|bind|reserved?)_?(no|num|number)>|<shouji_?hao>|手机{_HAO}|电话{_HAO}|联系方式|联系号码|<mobile(_?phone)?{_NO}>|<(cell_?)?phone{_NO}>|<ph_?(no|num)>|<tel(ephone)?{_NO}>|<cell{_NO}>"
               r"|<msisdn>|<(lxr|shr|fjr|sjr|lx|yd|jt|sh|fh|kh|yh)?(sj|dh)(h|hm)?>|(主叫|被叫|来电|去电)(号码?|电话)|<(calling|called|caller|callee)_?(phone|mobile)?_?(no|num|number)>|<lxfs>|<shouji>|<whatsapp>"),
    ("email", rf"邮箱(地址)?|电子邮件(地址)?|邮件地址|<e_?mail(_?addr(ess)?)?>|<mail(_?(box|addr|address))?>|<dzyx>|<dzyj(dz)?>|<yx(dz)?>|<({_INITIALS})?(yx|dzyx|dzyj)(dz)?>|电子信箱|电邮(地址)?"),
    ("bank_card", rf"银行卡{_HAO}|(储蓄|信用|借记|工资)卡{_HAO}|(持卡人|个人|本人)卡号|卡号|<bank_?card{_NO}>|<card_?(no|num|number)>|<(credit|debit)_?card{_NO}>|<pan>"
                  r"|<(gz|sk|fk)?(yh)?kh(m)?>|<(salary|wage)_?card(_?(no|num|number))?>"),
    ("finance", rf"{_WHOSE}(银行)?(账户)?(收入|负债|余额|额度|工资|薪资)(总额)?|银行[账帐][号户]|(贷款|欠款|借款|授信|还款|逾期|应还|存款|资产|负债)(金额|本金|利息|总额|余额)|奖金|底薪|年终奖|津贴|个税|应发|实发|公积金(缴存额|基数|金额)|社保基数|缴费基数|信用积分|芝麻(信用)?分|<(gross|net|base|take_?home)_?(pay|salary|wage)>|银行账[号户]|(收款|付款|开户|还款|扣款|结算|工资|代发)(银行)?[账帐][号户]|<(loan|credit|deposit|debt)_?(amount|balance|limit)>|授信|额度|负债|欠款|余额|存款|贷款|征信|收入|工资|薪[资酬水]|信用(评)?分|证券账户|<balance>|<credit_?score>|<loan>|<salary>"
                rf"|<income>|<wage>|<bank_?acc(oun)?t{_NO}>|<yhzh>|<iban>"),
    ("device", r"(设备|终端|手机)(唯一)?(号|标识符?|识别码|码|指纹|串号|id|imei|mac(地址)?)|串号|唯一设备|<imei[0-9]?>|<idf[av]>|<[oga]aid>|<android_?id>|<advertising_?id>|<(ut|s|open_?u)?did>|<[cas]aid>|<adid>|<sbid>|(蓝牙|网卡|物理|无线)(mac)?地址|(浏览器|设备|手机|终端)指纹|<(browser|device|canvas|client)_?fingerprint>|安卓_?id|<cookie_?(id)?>|<client_?uuid>"
               r"|<device_?(id|no|code|uuid|identifier|fingerprint)>|<device>|<mac(_?addr(ess)?|地址)?>|<udid>|<imsi>|<meid>|<sbbs?h?>"),
    ("licence_plate", rf"车牌{_HAO}|(机动车|车辆)?(号牌|牌照){_HAO}|车牌照{_HAO}|车辆号码|<licen[cs]e_?plate{_NO}>|<plate{_NO}>|<car_?(no|num|number)>|<vehicle_?(no|num|number|plate)>|(?<![火列])车号|<cphm?>|<hphm?>"),
    ("face", r"人脸|刷脸|面部|头部特征|<facial>|<face(_?(id|image|img|photo|picture|feature|embedding|vector|url|token))*>"),
    ("voice", r"声纹|语音|录音|<voice(_?(print|url|file))*>|<audio>|<recording>"),
    ("fingerprint", r"指纹|掌纹|虹膜|<finger_?print>|<finger(_?print)?_?(template|feature)>|<iris(_?code)?>"),
    ("health", r"主诉|现病史|病理|症状|体征|疫苗|(检查|影像)所见|(疾病|诊断|病种|手术)(编码|代码|名称)|健康状[况态]|家族史|孕周|心率|体温|医嘱内容|<(symptom|medication|vaccin|surger|illness|patholog)[a-z]*>|<chief_?complaint>|<(past|medical|family|present)_?(illness_?)?history>|病历|病史|诊断|疾病|健康|体检|血型|血压|血糖|过敏|用药|处方|<diag(nos[a-z]*)?>|<medical>|<disease>|<health>|<patient>"
               r"|<prescription>|<blood(_?(type|group|pressure|sugar))?>|<allerg[a-z]*>|既往史|手术(名称|记录)|病情|(检查|检验)(结果|结论)|<icd_?(10)?(_?code)?>|<blxx>"),
    ("religion", r"宗教|信仰|<religio[a-z]*>|<zjxy>"),
    ("specific_identity", r"种族|党派|前科|性取向|低保|军属|烈属|政治面貌|党员|残疾(类型|等级)?|军人(身份)?|犯罪|民族|<ethnic[a-z]*(_?group)?>|<disabilit[a-z]*>|<criminal>|<veteran>|<politic[a-z]*>|<zzmm>|<mz>|<(is_?)?disabled>"),
    ("location", r"行踪|轨迹|定位|坐标|(当前|实时|最后|最近|登录|打卡|签到|考勤)(位置|地点)|经纬|经度|纬度|<(lat|lng|lon|latitude|longitude|gps|location|geo[a-z]*|coordinates?)>|<(current|last)_?(position|location)>"),
    ("birthday", r"出生(日期|年月日?|时间)?|生日|<birth_?(day|date|year|month)?>|<date_?of_?birth>|<dob>|<born_?on>|<cs(rq|ny)>|<chusheng(riqi)?>|<born_?date>"),
    ("address", rf"<({_INITIALS}|jt|lx|tx|zz|hj|jz|cz|xj|xz|sh|fh|xx)?(dz|zzdz|zz)(?<!^zz)>|(户籍|户口)(所在)?地?(址)?|地址|住址|住所|坐落|户籍|籍贯|<addr(ess)?>|<residence>|<native_?place>|<street>|<domicile>|<(tx|jz|hj|jt|yj|sh|fh|hk|xjz|cz)?dz>|<(j|x|h|jt)zz>|居住地(址)?|暂住地(址)?|现居地(址)?|(上车|下车|接送|取件)(地点|位置)"),
    ("account", rf"<({_INITIALS})(bh|id|bm)>|<(rygh|yggh|hykh|zyh|mzh|bah|jzkh|ybkh|ksh|zkzh|cbh)>|准考证号|考生号|警号|工牌号|考勤号|柜员号|教工号|(收银|营业|业务|销售|操作|快递|送货)员(编号|号|代码|工号)|登[录陆](账号|名|id|邮箱账号)|(钉钉|飞书|企业微信|小红书|快手|淘宝|京东|拼多多|美团|旺旺|陌陌|领英|推特|脸书|支付宝|抖音|微博|微信)_?(号|id|账号|帐号|userid|uid)|{_WHOSE}(编号|标识|编码|代码|卡号|账[号户]|_?id)|<({_ROLES})_?card(_?(no|num|number|id))?>|<(work|exam)_?(no|num|number)>|<(alipay|facebook|apple|google|telegram|line|twitter|weibo|douyin|tiktok|github|linkedin|skype)_?(id|uid|account|handle|no)>|账号|帐号|账户名|登录名|用户名|({_WHO})(号码?|编号|标识|编码|代码|卡号|_?id)|(病历|病案|就诊|住院|门诊|医保|社保)卡?(号码|编号|号)"
                rf"|^户号|微信号?|学号|工号|<qq号?>|<(user|account|acct|wechat|wx|login|{_ROLES})_?(id|no|code|num|number|key|login)>|<uid>|<account>|<user_?name>|<login_?name>|<(open|union)_?id>"
                r"|<wechat>|<(yh|hy|kh)(bh|h|id)>|<yhm>|(抖音|支付宝|旺旺|学籍|参保|社保|公积金)号|<(wx|qq)hm?>|<weibo_?(id|no|num)>"),
    ("name", rf"<({_INITIALS})?xm>|<(jj)?(lxr|shr|sjr|jjr|fjr|sqr|jbr|fzr|frdb|fddbr)>|{_WHOSE}(姓名|名称?|昵称)|法人代表|法定代表人|(开户|账户|户|曾用)名(?=$)|^(英文|中文|拼音)名(?=$)|{_WHOSE}(英文|中文|拼音|曾用)名|^姓$|^名$|(项目|客户|销售|产品|大堂|理财|区域|大区|部门)?(经理|总监|主管|主任)(姓名)?$|销售员|(责任|主管|经治|主治|主刀)?(医师|药师|麻醉师|护士长|理财师|客服代表)|(辅导员|导师|教练|讲师|店长|班长|组长|队长|校长|院长|站长|车间主任|助理|专员)(姓名)?$|<link_?man>|<contacts?>|<legal_?(person|rep(resentative)?)>|<card_?holder>|<(user_?name_?(cn|zh))>|<(receiver|consignee|recipient|contact_?person)>|<({_ROLES})_?nick>|(业务|营业|收银|送货|配送|快递|管理|操作|乘务|联络|报关)员|姓名|名字|昵称|({_WHO})(名称?|姓名)?$|[^法器数]人$|^name>|<(real|full|true|first|last|family|given|cn|zh|chinese|nick|{_ROLES})_?name>|<[fl]name>|<surname>|<xm>|<xing_?ming>"),
)  # fmt: skip


def _ways(pattern: str) -> list[str]:
    """A pattern's alternatives."""
    ways, deep = [""], 0
    for sign in pattern:
        deep += (sign == "(") - (sign == ")")
        if sign == "|" and not deep:
            ways.append("")
        else:
            ways[-1] += sign
    return ways


def _compiled(ways: Iterable[str]) -> re.Pattern[str]:
    """Of these one; those that begin a word are tried where a word begins, and nowhere else."""
    beginning, others = [], []
    for way in ways:
        within = (
            way.replace("(?<", "\0").replace(">", "(?![a-z])").replace("<", "(?<![a-z])").replace("\0", "(?<")
        )
        if way.startswith("<"):
            beginning.append(within.removeprefix("(?<![a-z])"))
        else:
            others.append(within)
    return re.compile("|".join([f"(?<![a-z])(?:{'|'.join(beginning)})"] * bool(beginning) + others) or "(?!)")


_WAYS = {kind: _ways(pattern) for kind, pattern in _NAMES}
_LATIN = {kind: [way for way in ways if way.startswith(("<", "^name"))] for kind, ways in _WAYS.items()}
"""What a name without a Chinese sign can be one of."""


@cache
def _patterns(kind: str, latin: bool) -> tuple[re.Pattern[str], tuple[re.Pattern[str], ...]]:
    """Whether any of a kind's ways fits, and each by itself: of several that begin together the longest counts."""
    ways = (_LATIN if latin else _WAYS)[kind]
    return _compiled(ways), tuple(_compiled([way]) for way in ways)


_ANY = _compiled(way for ways in _WAYS.values() for way in ways)


def _begins(way: str) -> set[str]:
    """The letters with which a way may begin; `*` where that cannot be told."""
    way = way.lstrip("<^")
    if not way.startswith("("):
        optional = way[1:2] in ("?", "*")
        return ({way[0]} if way[0].isalpha() else {"*"}) | (_begins(way[2:]) if optional else set())
    deep, end = 0, 0
    for end, sign in enumerate(way):  # noqa: B007  (where the group closes)
        deep += (sign == "(") - (sign == ")")
        if not deep:
            break
    found = set[str]().union(*(_begins(one) for one in _ways(way[1:end])))
    return found | (_begins(way[end + 2 :]) if way[end + 1 : end + 2] in ("?", "*") else set())


def _by_letter() -> dict[str, re.Pattern[str]]:
    """For each letter the ways that a Latin word may go that begins with it."""
    begun = [(way, _begins(way)) for ways in _LATIN.values() for way in ways]
    return {
        letter: _compiled(way for way, letters in begun if letters & {letter, "*"})
        for letter in "abcdefghijklmnopqrstuvwxyz"
    }


_BY_LETTER = _by_letter()


def _any_latin(plain: str) -> bool:
    """Does a word of it begin as any way does?"""
    return any(_BY_LETTER[at[0][0]].match(plain, at.start()) for at in _WORD.finditer(plain))


_MORE = re.compile(
    r"(_|[0-9]+|\(.*\)|(?<![a-z])(no|num|number|id|code|key|[a-z]|cn|zh|en|new|old|raw|str|text|info|data|record|result|history|photo|image|img"
    r"|url|path|file|feature|vector|template|embedding|token|sample|print|conditions?|name|masked|encrypted|plain|line)(?![a-z])"
    r"|_?[新旧]$|号码?|编号|名称?|所在地|总额|明文|密文|原文|拼音|全拼|简拼|史|度|点|值|信息|数据|记录|内容|情况|状况|结果|描述|说明|照片|图片|图像|特征|向量|模板|样本|文件|路径|结论|明细|详情|姓名|实名|评分|得分|报告)*"
)
"""What may follow without speaking of something else."""
_OF_A_RECORD = re.compile(r"(_?(no|num|number|id|code|key)|编号|编码|代码|号码?)$")
"""Behind what is told of someone, without being a number itself: the number of whatever tells it."""
_TELLING = frozenset(
    ["finance", "health", "location", "voice", "religion", "specific_identity", "birthday", "name", "address"]
)
_HASHED = re.compile(r"_?(md5|sha_?(1|256|512)|sm3|hash(ed)?|digest|摘要|哈希值?|密文)$")
_VALUES = re.compile(
    r"\+?[0-9][0-9 \-]{9,}[0-9Xx]"  # an identity, telephone, card or device number
    r"|[^@\s]+@[^@\s]+\.[A-Za-z]+"
    r"|[A-Z]{1,2}[0-9]{7,8}"  # a passport or travel permit
    r"|[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][A-Z0-9]{5,6}"
    r"|([0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}|[0-9A-Fa-f]{32,}|[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"
)
_MADE_UP = re.compile("昵称|网名|nick|screen|display|[fl]name|first|last|given|family|surname|^姓$|^名$")
_OTHERS = re.compile(
    "(?<![a-z])(seller|driver|rider|courier|doctor|nurse|teacher|staff|employee|emp|worker|manager|creator|operator|agent|sender"
    "|receiver|recipient|consignee|consignor|payer|payee|parent|guardian|father|mother|spouse|child|inviter|referrer|from|to)"
    "(?![a-z])|卖家|司机|骑手|快递员|医生|护士|教师|老师|员工|职工|店员|主播|监护人|家长|父亲|母亲|配偶|子女|寄件人|收件人|收货人|发货人"
    "|付款人|收款人|经办人|创建人|推荐人|邀请人|业务员|柜员|操作员|经理|工号"
)
RELATED = frozenset(
    {"parent", "guardian", "father", "mother", "spouse", "child", "inviter", "referrer"}
    | {"监护人", "家长", "父亲", "母亲", "配偶", "子女", "推荐人", "邀请人"}
)
"""Of these, who belongs to somebody else whatever number is told of them."""
_WORD = re.compile("[a-z]+")
_FIRST = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def words(column: str) -> str:
    """A column's name in small letters, its parts apart: `userPhone` is `user_phone`."""
    plain = unicodedata.normalize("NFKC", column).strip()
    return re.sub(r"[\s\-.]+", "_", _FIRST.sub("_", plain)).lower()


def kind_by_name(column: str) -> str | None:
    """The kind that the name speaks of; `ignore` where it speaks of a thing; None where it says nothing.

    Columns of digests are named for what was digested: what says how stands behind that and is passed over.
    """
    return _read(column)[0]


def ends_otherwise(column: str) -> bool:
    """Does the name go on, after the word that speaks of a kind, with one that may be of something else?"""
    kind, rest = _read(column)
    return not _MORE.fullmatch(rest) or (kind in _TELLING and bool(_OF_A_RECORD.search(rest)))


@lru_cache(maxsize=20_000)
def _read(column: str) -> tuple[str | None, str]:
    """The kind, and what stands behind the word that speaks of it."""
    plain = _HASHED.sub("", words(column))
    latin = plain.isascii()
    if not (_any_latin(plain) if latin else _ANY.search(plain)):
        return None, ""
    found = [
        (match.end(), match.end() - match.start(), kind)
        for kind in _WAYS
        for any_way, ways in [_patterns(kind, latin)]
        if any_way.search(plain)
        for way in ways
        for match in way.finditer(plain)
    ]
    end, _, kind = max(found, key=lambda one: one[:2])
    return kind, plain[end:]


def whose(column: str) -> str:
    """The one who serves, sends or belongs to somebody else, where a name speaks of one; '' for whomever a row is about.

    An order's `buyer_id` and `seller_id` are two persons'; a user's `user_id` and `member_no` are one's.
    """
    found = _OTHERS.search(words(column))
    return found[0] if found else ""


def is_free(column: str) -> bool:
    """Does the name speak of one that its holder makes up, or of a part of one: of which no form can be told?"""
    return bool(_MADE_UP.search(words(column)))


def is_a_value(column: str) -> bool:
    """Does the name of a column look like someone's number? Then the file has no line of names."""
    return bool(_VALUES.fullmatch(unicodedata.normalize("NFKC", column).strip()))
