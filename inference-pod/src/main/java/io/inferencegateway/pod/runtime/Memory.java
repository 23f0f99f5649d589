package io.inferencegateway.pod.runtime;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/// What this process may use, in bytes.
///
/// @param limit the container's, or what the machine has
/// @param heap most that the heap takes of it
public record Memory(long limit, long heap) {
    /// As the JVM sees it, which reads the limits of cgroups of both versions.
    public static Memory ofProcess() {
        var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new Memory(system.getTotalMemorySize(), Runtime.getRuntime().maxMemory());
    }
}
