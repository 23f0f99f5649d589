/// From the bytes of a picture to the floats of a model's input, equal bit for bit to Pillow and torchvision, on
/// which models are trained. Pure functions on the JDK alone; everything wrong with the bytes leaves as a
/// [io.inferencegateway.pod.predict.ProblemException].
@NullMarked
package io.inferencegateway.pod.image;

import org.jspecify.annotations.NullMarked;
