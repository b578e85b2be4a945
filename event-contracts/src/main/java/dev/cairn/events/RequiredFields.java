package dev.cairn.events;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;

/** Lets no field of a record of this module be missing or null, unless it is {@link Nullable}. */
final class RequiredFields extends JacksonAnnotationIntrospector {

    private static final String MODULE = RequiredFields.class.getPackageName() + ".";

    @Override
    public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
        return required(member) ? Boolean.TRUE : super.hasRequiredMarker(config, member);
    }

    @Override
    public JsonSetter.Value findSetterInfo(MapperConfig<?> config, Annotated member) {
        return required(member) ? JsonSetter.Value.forValueNulls(Nulls.FAIL) : super.findSetterInfo(config, member);
    }

    private static boolean required(Annotated member) {
        if (!(member instanceof AnnotatedParameter parameter)
                || !(parameter.getOwner().getAnnotated() instanceof Constructor<?> constructor)) {
            return false;
        }
        RecordComponent[] fields = constructor.getDeclaringClass().getRecordComponents();
        return constructor.getDeclaringClass().getName().startsWith(MODULE)
                && fields != null
                && fields.length == constructor.getParameterCount()
                && !fields[parameter.getIndex()].getAnnotatedType().isAnnotationPresent(Nullable.class);
    }
}
