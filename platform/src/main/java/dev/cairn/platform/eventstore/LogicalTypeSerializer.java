package dev.cairn.platform.eventstore;

import dev.cairn.events.Event;
import dev.cairn.events.EventCodec;
import dev.cairn.events.EventTypes;
import dev.cairn.platform.command.WriteRefusal;
import dev.cairn.platform.problem.Refused;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.ChainingConverter;
import org.axonframework.serialization.Converter;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.SimpleSerializedType;
import org.jspecify.annotations.Nullable;

/** Axon's view of {@link EventCodec}: events under their logical types, never a class name. */
@SuppressWarnings({"rawtypes", "unchecked"}) // Axon's interface has raw types
final class LogicalTypeSerializer implements Serializer {

    private final Converter converter = new ChainingConverter();

    @Override
    public <T> SerializedObject<T> serialize(@Nullable Object object, Class<T> representation) {
        if (!(object instanceof Event event)) {
            throw new IllegalArgumentException("Only events are stored, not " + object);
        }
        T data = converter.convert(EventCodec.write(event), byte[].class, representation);
        return new SimpleSerializedObject<>(data, representation, typeForClass(event.getClass()));
    }

    @Override
    public <T> boolean canSerializeTo(Class<T> representation) {
        return converter.canConvert(byte[].class, representation);
    }

    @Override
    public <S, T> T deserialize(SerializedObject<S> stored) {
        if (stored.getType().getName().equals(MetaData.class.getName())) {
            return (T) MetaData.emptyInstance();
        }
        byte[] data = converter.convert(stored.getData(), stored.getContentType(), byte[].class);
        return (T) EventCodec.read(stored.getType().getName(), data);
    }

    @Override
    public Class classForType(SerializedType type) {
        if (type.getName().equals(MetaData.class.getName())) {
            return MetaData.class;
        }
        return EventTypes.byName(type.getName()).map(event -> (Class) event).orElseThrow(() -> unknown(type.getName()));
    }

    /** Axon would pass it over, and decide as if it had not happened. */
    private static Refused unknown(String type) {
        return new Refused(
                WriteRefusal.CHANGED_BY_NEWER_VERSION,
                "It was told by an event that this version does not know, " + type);
    }

    @Override
    public SerializedType typeForClass(@Nullable Class type) {
        if (type == null) {
            return SimpleSerializedType.emptyType();
        }
        return new SimpleSerializedType(
                Event.class.isAssignableFrom(type) ? EventTypes.nameOf(type) : type.getName(), null);
    }

    @Override
    public Converter getConverter() {
        return converter;
    }
}
