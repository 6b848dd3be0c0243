import os

from runner import nginx
from runner.tests.folders import InFolder

TEMPLATE = "@USER@\n#brotli# load_module @MODULES@/m.so;\n    #brotli# brotli_static on;\nlisten @LISTEN@;\n"


class RenderTest(InFolder):
    def test_without_the_module_brotli_stays_a_comment(self):
        text = nginx.render(TEMPLATE, "127.0.0.1", "8000", self.folder, as_root=False)
        self.assertEqual(text, "\n#brotli# load_module %s/m.so;\n    #brotli# brotli_static on;\nlisten 127.0.0.1:8000;\n" % self.folder)

    def test_with_the_module_its_lines_count_and_root_s_workers_stay_root_s(self):
        self.write("ngx_http_brotli_static_module.so", "")
        text = nginx.render(TEMPLATE, "::1", "8000", self.folder, as_root=True)
        self.assertEqual(text, "user root root;\nload_module %s/m.so;\n    brotli_static on;\nlisten [::1]:8000;\n" % self.folder)

    def test_the_product_s_template_is_filled_whole(self):
        path = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))), "nginx.conf")
        with open(path) as file:
            text = nginx.render(file.read(), "127.0.0.1", "8000", "/modules", as_root=True)
        self.assertNotRegex(text, r"(?m)^[^#]*@[A-Z]+@")
