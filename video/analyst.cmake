add_executable(mingjing-analyst analyst_config.cpp analyst_main.cpp analyst_node.cpp analyst_confine.cpp)
target_link_libraries(mingjing-analyst PRIVATE video_analysis center_net)
