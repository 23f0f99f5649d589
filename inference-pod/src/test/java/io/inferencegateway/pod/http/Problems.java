package io.inferencegateway.pod.http;

import io.inferencegateway.pod.predict.Problem;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// One problem of every kind, with nothing in it: a new kind is in the tests' tables by itself.
final class Problems {
    private Problems() {}

    static List<Problem> oneOfEach() throws ReflectiveOperationException {
        var problems = new ArrayList<Problem>();
        for (var kind : Problem.class.getPermittedSubclasses()) {
            problems.add((Problem) empty(kind.getDeclaredConstructors()[0]));
        }
        return problems;
    }

    private static Object empty(Constructor<?> constructor) throws ReflectiveOperationException {
        var arguments = new ArrayList<>();
        for (var type : constructor.getParameterTypes()) {
            if (type == String.class) {
                arguments.add("INVALID_INPUT");
            } else if (type == Duration.class) {
                arguments.add(Duration.ZERO);
            } else if (type == Throwable.class) {
                arguments.add(new IOException());
            } else {
                throw new IllegalStateException("say here what an empty " + type + " is");
            }
        }
        return constructor.newInstance(arguments.toArray());
    }
}
