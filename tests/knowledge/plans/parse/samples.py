"""A commune's plan of 2025 as a Word file gives it, made up for the tests."""

COMMUNE = """ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
XÃ THẠNH ĐỨC Độc lập - Tự do - Hạnh phúc
Số: 46/KH-UBND Thạnh Đức, ngày 19 tháng 8 năm 2025

KẾ HOẠCH
Truyền thông cải cách hành chính 6 tháng cuối năm 2025
trên địa bàn xã Thạnh Đức

Căn cứ Nghị định số 118/2025/NĐ-CP ngày 09/6/2025 của Chính phủ về cơ chế một cửa;
Thực hiện Kế hoạch số 2215/KH-UBND ngày 30 tháng 7 năm 2025 của Ủy ban nhân dân tỉnh
Tây Ninh về truyền thông cải cách hành chính,
Ủy ban nhân dân xã ban hành Kế hoạch như sau:

I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
- Để bà con biết nơi nộp hồ sơ.
- Để cán bộ nhớ hẹn.
2. Yêu cầu
- Viết ngắn, dễ hiểu.

II. ĐỐI TƯỢNG, NỘI DUNG, HÌNH THỨC
1. Đối tượng: Người dân, hộ kinh doanh trên địa bàn xã.
2. Nội dung
a) Thủ tục đất đai theo Quyết định số 05/QĐ-TTg ngày 02/01/2025.
b) Cách dùng tài khoản VNeID.
3. Hình thức
- Phát trên loa truyền thanh của xã; đăng trang Zalo, trang Facebook của xã.
- Niêm yết tại Bộ phận một cửa; tổ chức hội thi tìm hiểu thủ tục.

III. KINH PHÍ
Lấy từ dự toán chi thường xuyên năm 2025.

IV. TỔ CHỨC THỰC HIỆN
1. Phòng Văn hóa - Xã hội
- Chủ trì viết bài, sắp lịch phát thanh.
- Báo cáo kết quả về Văn phòng HĐND và UBND xã trước ngày 25 hằng tháng.
2. Phòng Kinh tế: tham mưu bố trí kinh phí.
3. Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam xã vận động hội viên tham gia.
4. Các ấp
Nhắc lịch phát loa cho bà con.

V. CHẾ ĐỘ BÁO CÁO
Các bộ phận báo cáo năm gửi Văn phòng trước ngày 05/12/2025.

Trên đây là Kế hoạch của xã Thạnh Đức./.

Nơi nhận: TM. ỦY BAN NHÂN DÂN
- UBND tỉnh (b/c); CHỦ TỊCH
- Các ấp;
- Lưu: VT, VHXH.

Lê Thị Hạnh

PHỤ LỤC
TT | Nội dung | Hình thức | Đơn vị chủ trì | Đơn vị phối hợp | Thời gian
1 | Ngày hội chuyển đổi số | Gian hàng; Hỏi đáp | Phòng Văn hóa | Đoàn xã, Công an xã | Quý IV/2025
2 | Đối thoại về thuế | Hội nghị | Phòng Kinh tế | Các ấp | Trước ngày 15/10/2025""".splitlines()
