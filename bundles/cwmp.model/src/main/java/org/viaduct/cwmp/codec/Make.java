package org.viaduct.cwmp.codec;

/** Constructors of records, by number of components. */
public final class Make {
    private Make() {}

    public interface Of1<A, R> {
        R make(A a);
    }

    public interface Of2<A, B, R> {
        R make(A a, B b);
    }

    public interface Of3<A, B, C, R> {
        R make(A a, B b, C c);
    }

    public interface Of4<A, B, C, D, R> {
        R make(A a, B b, C c, D d);
    }

    public interface Of5<A, B, C, D, E, R> {
        R make(A a, B b, C c, D d, E e);
    }

    public interface Of6<A, B, C, D, E, F, R> {
        R make(A a, B b, C c, D d, E e, F f);
    }

    public interface Of7<A, B, C, D, E, F, G, R> {
        R make(A a, B b, C c, D d, E e, F f, G g);
    }

    public interface Of8<A, B, C, D, E, F, G, H, R> {
        R make(A a, B b, C c, D d, E e, F f, G g, H h);
    }

    public interface Of9<A, B, C, D, E, F, G, H, I, R> {
        R make(A a, B b, C c, D d, E e, F f, G g, H h, I i);
    }

    public interface Of10<A, B, C, D, E, F, G, H, I, J, R> {
        R make(A a, B b, C c, D d, E e, F f, G g, H h, I i, J j);
    }
}
