"""Short texts in ten languages, with what content management systems leave in such texts."""

TEXTS = {
    "en": "The old lighthouse on the northern pier was lit again last night, after eleven years of repairs.",
    "vi": "Ngọn hải đăng cũ trên cầu cảng phía bắc đã sáng trở lại vào tối qua, sau mười một năm sửa chữa.",
    "zh": "北码头的老灯塔在经过十一年的修缮和争论之后，昨晚终于重新点亮，许多居民冒着大雨赶来观看，孩子们在岸边唱歌。",
    "es": "El viejo faro del muelle norte volvió a encenderse anoche, después de once años de reparaciones.",
    "fr": "Le vieux phare de la jetée nord s’est rallumé hier soir, après onze années de réparations et de querelles.",
    "de": "Der alte Leuchtturm am Nordkai leuchtete gestern Abend wieder, nach elf Jahren voller Zänkereien.",
    "pt": "O velho farol do cais norte voltou a acender-se ontem à noite, depois de onze anos de reparações.",
    "ru": "Старый маяк на северном причале вчера вечером снова зажгли, после одиннадцати лет ремонта.",
    "ja": "北の埠頭にある古い灯台が、十一年にわたる修理と議論の末に、昨夜ふたたび灯りました。多くの人が集まりました。",
    "ko": "북쪽 부두의 오래된 등대가 십일 년에 걸친 수리와 논쟁 끝에 어젯밤 다시 불을 밝혔고, 많은 주민이 지켜보았다.",
}

BOILERPLATE = {
    "en": (
        "Please enable JavaScript to continue.",
        "This website uses cookies",
        "Share on WhatsApp",
        "Read more »",
        "Leave a Reply",
        "3,204 views",
        "Click to share on Facebook (Opens in new window)",
        "ADVERTISEMENT CONTINUE READING THE MAIN STORY",
    ),
    "vi": (
        "Chia sẻ bài viết này",
        "Xem thêm",
        "Tin liên quan",
        "12 bình luận",
        "Vui lòng bật JavaScript để tiếp tục.",
    ),
    "zh": (
        "相关阅读",
        "点击查看更多",
        "责任编辑：李明",
        "分享到微信",
        "36条评论",
        "（责编：赵小红）",
    ),
    "es": (
        "Compartir en Twitter",
        "Leer más",
        "Deja un comentario",
        "4 comentarios",
        "Este sitio web utiliza cookies.",
    ),
    "fr": (
        "Partager cet article",
        "Lire la suite",
        "Laisser un commentaire",
        "7 commentaires",
        "Ce site utilise des cookies.",
    ),
    "de": (
        "Artikel teilen",
        "Weiterlesen",
        "Schreibe einen Kommentar",
        "0 Kommentare",
        "Diese Website verwendet Cookies.",
    ),
    "pt": (
        "Compartilhe este artigo",
        "Leia mais",
        "Deixe um comentário",
        "2 comentários",
        "Este site utiliza cookies.",
    ),
    "ru": (
        "Поделиться ссылкой",
        "Читать далее",
        "Оставить комментарий",
        "15 комментариев",
        "Читайте также: Новый порт",
    ),
    "ja": (
        "続きを読む",
        "関連記事",
        "この記事をシェアする",
        "3件のコメント",
        "Facebookでシェア",
    ),
    "ko": (
        "기사 공유하기",
        "관련 기사",
        "댓글 쓰기",
        "댓글 12개",
        "저작권자 ⓒ 새항구신문, 무단 전재 및 재배포 금지",
    ),
}

PROSE = {
    "en": (
        "Cookies are baked by the harbour master’s wife every Friday, and sailors share them.",
        "Read more books, the librarian said.",
        "We use cookies, cakes and tea to make friends with the customs officers of the port.",
        "# Comments",
        "- Leave a comment",
    ),
    "vi": (
        "Ông chia sẻ bài viết này với con gái.",
        "Xem thêm một lần nữa rồi hãy về.",
        "## Tin liên quan",
        "- Xem thêm",
    ),
    "zh": (
        "相关阅读材料放在图书馆的二楼。",
        "责任编辑的工作很辛苦。",
        "分享到最后，只剩下一块饼。",
        "## 相关阅读",
        "- 分享到微信",
    ),
    "es": (
        "Leer más libros es su propósito.",
        "Compartir en familia es lo mejor.",
        "## Artículos relacionados",
        "- Leer más",
    ),
    "fr": (
        "Lire la suite du roman lui prit dix jours.",
        "Partager cet article avec lui fut une erreur.",
        "## Lire aussi",
    ),
    "de": (
        "Weiterlesen wollte niemand mehr.",
        "Den Artikel teilen sich zwei Autoren.",
        "## Ähnliche Beiträge",
        "- Anzeige",
    ),
    "pt": (
        "Leia mais livros, disse a professora.",
        "Compartilhe este pão com os outros.",
        "## Artigos relacionados",
    ),
    "ru": (
        "Читать далее он не стал.",
        "Поделиться хлебом может каждый.",
        "## Читайте также",
        "- Подробнее",
    ),
    "ja": (
        "続きを読む気にはなれなかった。",
        "関連記事はどこにも見つからない。",
        "## 関連記事",
        "- もっと見る",
    ),
    "ko": (
        "관련 기사를 모두 읽은 사람은 없었다.",
        "댓글 쓰기를 그만둔 지 오래다.",
        "## 관련 기사",
        "- 더보기",
    ),
}

BYLINES = {
    "en": (
        "2023-11-04 0 By",
        "2023-11-04 0 By admin",
        "November 4, 2023 0 By editor",
        "By | 2023-11-04 | 0 Comments",
        "Posted on November 4, 2023 by admin 0 comments",
        "By Jane Doe | November 4, 2023 | 3 Comments",
        "04/11/2023 2 By Jane Doe",
        "On November 4, 2023 0 By",
    ),
    "vi": (
        "2023-11-04 0 Bởi",
        "4 tháng 11, 2023 bởi admin 0 bình luận",
        "Đăng ngày 04/11/2023 bởi",
        "Bởi | 04/11/2023",
    ),
    "zh": (
        "2023-11-04 0 By",
        "作者：admin 2023-11-04 0条评论",
        "2023年11月4日 作者：",
        "发布于 2023-11-04 作者：admin 暂无评论",
    ),
    "es": (
        "4 de noviembre de 2023 0 Por",
        "Por admin | 4 noviembre, 2023 | 0 comentarios",
        "04/11/2023 0 Por admin",
    ),
    "fr": (
        "4 novembre 2023 0 Par",
        "Par admin | 4 novembre 2023 | 0 commentaire",
        "Publié le 4 novembre 2023 par",
    ),
    "de": (
        "4. November 2023 0 Von",
        "Von admin | 4. November 2023 | 0 Kommentare",
        "Veröffentlicht am 04.11.2023 von",
    ),
    "pt": (
        "4 de novembro de 2023 0 Por",
        "Por admin | 4 novembro 2023 | 0 comentários",
        "Publicado em 04/11/2023 por",
    ),
    "ru": (
        "04.11.2023 0 Автор",
        "Опубликовано 4 ноября 2023 от admin 0 комментариев",
        "4 ноября 2023 0 от",
    ),
    "ja": (
        "2023年11月4日 0 By",
        "投稿日：2023-11-04 投稿者：",
        "2023年11月4日 投稿者：admin コメントなし",
    ),
    "ko": (
        "2023년 11월 4일 0 By",
        "작성일 2023-11-04 작성자:",
        "2023.11.04 작성자: admin 댓글 0",
    ),
}

RIGHT_BYLINES = {
    "en": (
        "By Jane Doe",
        "November 4, 2023",
        "By Jane Doe, November 4, 2023",
        "Published 2023-11-04",
        "Posted on 4 May 2023",
    ),
    "vi": (
        "Bởi Nguyễn Văn An",
        "Ngày 4 tháng 11 năm 2023",
        "04/11/2023",
    ),
    "zh": (
        "作者：王小明",
        "2023年11月4日",
        "2023年11月4日 作者：王小明",
    ),
    "es": (
        "Por Ana Pérez",
        "4 de noviembre de 2023",
        "Por Ana Pérez, 4 de noviembre de 2023",
    ),
    "fr": (
        "Par Anne Petit",
        "4 novembre 2023",
        "Publié le 4 novembre 2023 par Anne Petit",
    ),
    "de": (
        "Von Anna Klein",
        "4. November 2023",
        "Von Anna Klein, 4. November 2023",
    ),
    "pt": (
        "Por Ana Lima",
        "4 de novembro de 2023",
        "Por Ana Lima, 4 de novembro de 2023",
    ),
    "ru": (
        "Автор: Анна Белова",
        "4 ноября 2023",
        "Опубликовано 4 ноября 2023",
    ),
    "ja": (
        "著者：山田花子",
        "2023年11月4日",
        "公開日：2023年11月4日",
    ),
    "ko": (
        "작성자: 김민지",
        "2023년 11월 4일",
        "등록일 2023-11-04",
    ),
}

METADATA = {
    "en": (
        "date 2023-11-04 ",
        "Published: November 4, 2023 | ",
        "Author: Jane Doe Date: 2023-11-04 ",
        "Updated 2023-11-04 10:30 ",
    ),
    "vi": (
        "Ngày đăng: 04/11/2023 ",
        "Cập nhật 2023-11-04 ",
        "Tác giả: Nguyễn An Ngày đăng: 2023-11-04 ",
    ),
    "zh": (
        "发布时间：2023-11-04 10:30 ",
        "日期：2023年11月4日 ",
        "作者：王小明 发布时间：2023-11-04 来源：晚报 ",
    ),
    "es": (
        "Fecha: 04/11/2023 ",
        "Publicado el 4 de noviembre de 2023 | ",
        "Autor: Ana Pérez Fecha: 2023-11-04 ",
    ),
    "fr": (
        "Date: 04/11/2023 ",
        "Publié le 4 novembre 2023 | ",
        "Auteur: Anne Petit Date: 2023-11-04 ",
    ),
    "de": (
        "Datum: 04.11.2023 ",
        "Veröffentlicht am 4. November 2023 | ",
        "Autor: Anna Klein Datum: 2023-11-04 ",
    ),
    "pt": (
        "Data: 04/11/2023 ",
        "Publicado em 4 de novembro de 2023 | ",
        "Autor: Ana Lima Data: 2023-11-04 ",
    ),
    "ru": (
        "Дата: 04.11.2023 ",
        "Опубликовано 4 ноября 2023 | ",
        "Автор: Анна Белова Дата: 2023-11-04 ",
    ),
    "ja": (
        "公開日：2023年11月4日 ",
        "更新日:2023-11-04 ",
        "著者：山田花子 公開日：2023-11-04 ",
    ),
    "ko": (
        "입력 2023-11-04 10:30 ",
        "등록일: 2023.11.04 ",
        "작성자: 김민지 등록일: 2023-11-04 ",
    ),
}
