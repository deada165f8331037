package ${package};

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PanelTest {

    @Test
    void the_panel_is_declared_without_mistakes() {
        assertEquals("Device.X_${oui}_Panel.", new Panel().object().path());
    }
}
