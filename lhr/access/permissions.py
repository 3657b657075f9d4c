"""What may be done: one name for each act, written subject.verb."""

from enum import StrEnum

from lhr.kernel.words import Words


class Permission(StrEnum):
    ACCOUNT_OWN = "account.own"
    ACCOUNT_ISSUE_CENTRE = "account.issue_centre"
    ACCOUNT_ISSUE_PROVINCE = "account.issue_province"
    ACCOUNT_ISSUE_DISTRICT = "account.issue_district"
    ACCOUNT_ISSUE_BOOTSTRAP = "account.issue_bootstrap"
    ACCOUNT_RESET = "account.reset"
    AGENT_APPROVE = "agent.approve"
    CARD_APPROVE = "card.approve"
    CARD_ENROL = "card.enrol"
    RIGHTS_VIEW = "rights.view"
    RIGHTS_APPOINT = "rights.appoint"
    RIGHTS_SEARCH = "rights.search"
    RIGHTS_CONFIRM = "rights.confirm"
    MOVEMENT_VIEW = "movement.view"
    MOVEMENT_KEY = "movement.key"
    MOVEMENT_VERIFY = "movement.verify"
    MOVEMENT_VERIFY_PAIR = "movement.verify_pair"
    ORDER_VIEW = "order.view"
    ORDER_DRAW = "order.draw"
    ORDER_APPLY = "order.apply"
    ORDER_PREPARE = "order.prepare"
    TRANSFER_VIEW = "transfer.view"
    TRANSFER_ASK = "transfer.ask"
    TRANSFER_ANSWER = "transfer.answer"
    POST_VIEW = "post.view"
    POST_KEEP = "post.keep"
    PLAN_VIEW = "plan.view"
    PLAN_KEEP = "plan.keep"
    PERSON_READ = "person.read"
    PERSON_READ_OWN = "person.read_own"
    PERSON_FIND_BY_NUMBER = "person.find_by_number"
    ORGANISATION_VIEW = "organisation.view"
    ORGANISATION_MANAGE = "organisation.manage"
    CONTACT_EDIT = "contact.edit"
    FOLLOWUP_VIEW = "followup.view"
    FOLLOWUP_OPEN = "followup.open"
    FOLLOWUP_EXPORT = "followup.export"
    REFERENCE_LOAD = "reference.load"


SAYS: dict[Permission, Words] = {
    Permission.ACCOUNT_OWN: Words("ดูแลบัญชีของตนเอง", "keep one's own account"),
    Permission.ACCOUNT_ISSUE_CENTRE: Words("ออกบัญชีของกรม", "issue an account of the centre"),
    Permission.ACCOUNT_ISSUE_PROVINCE: Words("ออกบัญชีของจังหวัด", "issue a province account"),
    Permission.ACCOUNT_ISSUE_DISTRICT: Words("ออกบัญชีของอำเภอ", "issue a district account"),
    Permission.ACCOUNT_ISSUE_BOOTSTRAP: Words("ออกบัญชีตั้งต้นของ อปท.", "issue an LGO's first account"),
    Permission.ACCOUNT_RESET: Words("ออกรหัสผ่านใหม่หรือปลดล็อกบัญชี", "reset or unlock an account"),
    Permission.AGENT_APPROVE: Words("อนุมัติเครื่องอ่านบัตรหรือกุญแจผ่าน", "approve the key of a PC, or a passkey"),
    Permission.CARD_APPROVE: Words("ยืนยันบัตรประจำตัวประชาชน", "confirm an ID card"),
    Permission.CARD_ENROL: Words("ลงทะเบียนเครื่องและบัตรของตน", "enrol one's own PC and card"),
    Permission.RIGHTS_VIEW: Words("ดูสิทธิผู้ใช้งาน (SEM101)", "see the holders of rights (SEM101)"),
    Permission.RIGHTS_APPOINT: Words("บันทึกสิทธิผู้ใช้งาน (SEM102)", "save the holders of rights (SEM102)"),
    Permission.RIGHTS_SEARCH: Words("ค้นหาด้วยเลขประจำตัวประชาชนเพื่อลงทะเบียนสิทธิ", "search by national ID"),
    Permission.RIGHTS_CONFIRM: Words("ยืนยันผู้รักษาการหรือผู้ได้รับมอบหมาย", "confirm an acting registrar"),
    Permission.MOVEMENT_VIEW: Words("ดูรายการเคลื่อนไหว", "see movements"),
    Permission.MOVEMENT_KEY: Words("บันทึกรายการเคลื่อนไหว", "key a movement"),
    Permission.MOVEMENT_VERIFY: Words("ตรวจสอบรายการเคลื่อนไหว", "verify a movement"),
    Permission.MOVEMENT_VERIFY_PAIR: Words(
        "ตรวจสอบรายการของนายทะเบียนและเจ้าหน้าที่", "verify movements of the registrar and the records officer"
    ),
    Permission.ORDER_VIEW: Words("ดูคำสั่ง", "see orders"),
    Permission.ORDER_DRAW: Words("ร่าง ตรวจ และบันทึกการลงนามคำสั่ง", "draw up an order and note its signature"),
    Permission.ORDER_APPLY: Words("ลงทะเบียนประวัติตามคำสั่ง", "write an order into the records"),
    Permission.ORDER_PREPARE: Words(
        "เตรียมร่างคำสั่งเลื่อนเงินเดือนให้ อปท.", "prepare the drafts of a pay round for the LGOs below"
    ),
    Permission.TRANSFER_VIEW: Words("ดูเรื่องโอน", "see transfer cases"),
    Permission.TRANSFER_ASK: Words("ขอรับโอน ถอนคำขอ หรือไม่รับโอน", "ask for a transfer, withdraw or decline it"),
    Permission.TRANSFER_ANSWER: Words(
        "ตอบคำขอรับโอนในฐานะต้นสังกัด", "answer an asked transfer as the sending LGO"
    ),
    Permission.POST_VIEW: Words("ดูทะเบียนตำแหน่ง", "see the register of posts"),
    Permission.POST_KEEP: Words("บันทึกทะเบียนตำแหน่ง", "keep the register of posts"),
    Permission.PLAN_VIEW: Words("ดูค่าใช้จ่ายบุคลากรและเพดานร้อยละ ๔๐", "see personnel cost and its ceiling"),
    Permission.PLAN_KEEP: Words("บันทึกงบประมาณรายจ่ายประจำปี", "record the annual budget"),
    Permission.PERSON_READ: Words("ดูข้อมูลบุคคล", "read a person"),
    Permission.PERSON_READ_OWN: Words("ดูและพิมพ์ประวัติของตนเอง", "read and print one's own record"),
    Permission.PERSON_FIND_BY_NUMBER: Words("ค้นหาบุคคลด้วยเลขประจำตัวประชาชน", "find a person by national ID"),
    Permission.ORGANISATION_VIEW: Words("ดูข้อมูลหน่วยงาน", "see an organisation"),
    Permission.ORGANISATION_MANAGE: Words("จัดการข้อมูลหน่วยงาน", "keep the list of organisations"),
    Permission.CONTACT_EDIT: Words("แก้ไขผู้ประสานงานของสำนักงาน", "change an office's contact person"),
    Permission.FOLLOWUP_VIEW: Words("ดูการติดตาม", "see the follow-up"),
    Permission.FOLLOWUP_OPEN: Words("เปิดรอบการติดตาม", "open a follow-up round"),
    Permission.FOLLOWUP_EXPORT: Words("ส่งออกรายการติดตาม", "export the follow-up"),
    Permission.REFERENCE_LOAD: Words("นำเข้าข้อมูลอ้างอิง", "load reference data"),
}
