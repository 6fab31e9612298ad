import java.io.FileInputStream;
import java.io.FileOutputStream;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;

/** Takes one sheet out of an xls; streams that POI does not know, such as _SX_DB_CUR, stay as they were. */
public class WithoutSheet {
    public static void main(String[] arguments) throws Exception {
        try (FileInputStream in = new FileInputStream(arguments[0]); FileOutputStream out = new FileOutputStream(arguments[1])) {
            HSSFWorkbook book = new HSSFWorkbook(new POIFSFileSystem(in), true);
            book.removeSheetAt(book.getSheetIndex(arguments[2]));
            book.setActiveSheet(0);
            book.write(out);
        }
    }
}
